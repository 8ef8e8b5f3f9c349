"""How far a plan has come, in one line: what a terminal and the workspace show while it is reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from samverkan.decisions.deadline import Stage
from samverkan.texts import Texts

_PATIENCE = 2.0  # seconds without a word


@dataclass
class Follower:
    """Hears how far a plan has come, and says it in one line."""

    texts: Texts
    patience: float = _PATIENCE
    began: float | None = None
    plan: Stage | None = None
    stage: Stage | None = None

    def hear(self, stage: Stage) -> None:
        """Take note of a stage."""
        self.began = monotonic() if self.began is None else self.began
        self.stage = stage
        if stage.effort is not None and stage.part == "plan":
            self.plan = stage

    def say(self) -> str:
        """Return the seconds, the best plan so far and what is looked at now; nothing while it is quick."""
        after = 0.0 if self.began is None else monotonic() - self.began
        if self.stage is None or after < self.patience:
            return ""
        parts = [self.texts("plan.progress", seconds=int(after)), self._say_plan(), self._say_part(self.stage)]
        return " ".join(part for part in parts if part)

    def _say_plan(self) -> str:
        if self.plan is None or self.plan.effort is None:
            return ""
        key = "proven" if self.plan.bound >= self.plan.effort else "bound"
        return self.texts(f"plan.progress-{key}", effort=self.plan.effort, bound=self.plan.bound)

    def _say_part(self, stage: Stage) -> str:
        if stage.part == "plan":
            return ""
        said = self.texts(f"plan.progress-{stage.part.replace('_', '-')}")
        return f"{said} {stage.done}/{stage.total}." if stage.total else f"{said}."
