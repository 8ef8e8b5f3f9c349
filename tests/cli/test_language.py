"""The language: asked for, else the locale's, else Swedish."""

from __future__ import annotations

import pytest

from samverkan.cli.voice import find_voice


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, "sv"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "sv"),
        ([], {"LANG": "de_DE.UTF-8"}, "sv"),
        ([], {"LANG": "en_US", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ([], {"LANG": "sv_SE", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US", "LC_ALL": ""}, "en"),
        (["plan", "c1", "--lang", "en"], {"LANG": "sv_SE"}, "en"),
        (["plan", "c1", "--lang=sv"], {"LANG": "en_US"}, "sv"),
        (["--lang", "en", "--help"], {}, "en"),
        (["plan", "--lang", "tyska"], {"LANG": "en_US"}, "en"),
        (["find", "--", "--lang", "en"], {}, "sv"),
    ],
)
def test_language_is_decided_before_anything_is_read(arguments, environ, lang):
    assert find_voice(arguments, environ).texts.lang == lang


def test_errors_are_json_when_json_is_asked_for_anywhere():
    assert find_voice(["nonsense", "--format=json"], {}).errors_as_json
    assert find_voice(["--format", "json", "nonsense"], {}).errors_as_json
    assert not find_voice(["--format", "csv"], {}).errors_as_json


def test_an_unknown_language_is_an_error(run):
    done = run("find", "x", "--lang", "tyska")
    assert done.code == 2
    assert "sv, en" in done.err
