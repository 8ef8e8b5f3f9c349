from pathlib import Path

from samverkan.shipped import find_folder


def _lay_out(root: Path, *, checkout: bool) -> Path:
    package = root / "samverkan"
    (package / "_shipped" / "queries").mkdir(parents=True)
    (root / "queries").mkdir()
    if checkout:
        (root / "pyproject.toml").touch()
    return package


def test_a_checkout_uses_its_own_folder(tmp_path: Path) -> None:
    package = _lay_out(tmp_path, checkout=True)
    assert find_folder("queries", package=package) == tmp_path / "queries"


def test_an_installed_package_never_uses_a_folder_beside_it(tmp_path: Path) -> None:
    package = _lay_out(tmp_path, checkout=False)
    assert find_folder("queries", package=package) == package / "_shipped" / "queries"
