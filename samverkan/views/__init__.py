"""Pages to show and hand over: spec (plain data) → encode (shape, size, colour by named rules) → html or svg."""

from samverkan.views.build import VIEWS, build_svg, build_view

__all__ = ["VIEWS", "build_svg", "build_view"]
