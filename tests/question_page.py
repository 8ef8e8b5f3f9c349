"""Write the catalogue of questions as Markdown, for queries/README.md."""

from __future__ import annotations

from samverkan.queries import Parameter, Question, read_questions


def to_catalogue(lang: str) -> str:
    """Return every question with its parameters, columns and blind spots as Markdown, by topic."""
    lines: list[str] = []
    topic = ""
    for question in read_questions().values():
        if question.topic != topic:
            topic = question.topic
            lines += [f"## {topic}", ""]
        lines += [f"### {question.name}", "", f"**{question.titles[lang]}** ({question.titles['sv']})", ""]
        lines += [_parameter_line(parameter, lang) for parameter in question.parameters]
        lines += ["" if question.parameters else "No parameters.\n", "Columns: " + _column_names(question), ""]
        lines += [f"Cannot see: {question.cannot_see[lang]}", ""]
    return "\n".join(lines).rstrip()


def _parameter_line(parameter: Parameter, lang: str) -> str:
    choices = f": {', '.join(parameter.choices)}" if parameter.choices else ""
    need = "required" if parameter.required else "may be left out"
    return f"- `{parameter.name}`: {parameter.words[lang]} ({parameter.type}, {need}){choices}"


def _column_names(question: Question) -> str:
    return ", ".join(f"`{column.name}`" for column in question.columns)
