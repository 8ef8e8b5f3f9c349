"""Pages to show and hand over: spec (plain data) → encode (shape, size, colour by named rules) → html or svg."""

from samverkan.views.build import build_svg, build_view
from samverkan.views.kinds import VIEWS

__all__ = ["VIEWS", "build_svg", "build_view"]
