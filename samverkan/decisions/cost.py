"""What a plan costs, with what decides between plans of equal effort, as one whole number.

Plans compare first by effort; then by cold contacts, by contacts that start from an actor that is no post and not
us, by contacts that hang on a person, and by all contacts: the fewest of each. Each is a sum over the arcs of a plan,
so that the five can stand as the digits of one number, in a base that no plan's contacts reach. Such numbers add up,
and compare, as the five do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Cost(NamedTuple):
    """The effort of a plan or an arc, and its contacts: cold ones, those from no post, by a person, and all."""

    effort: int
    cold: int = 0
    from_no_post: int = 0
    person: int = 0
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale on which costs are one number; `base` is more than the contacts of any plan that is compared."""

    base: int

    @property
    def unit(self) -> int:
        """One of effort: what is less on this scale only decides between plans of equal effort."""
        return self.orders[0]

    @property
    def orders(self) -> tuple[int, ...]:
        """What one of each of the five counts."""
        return tuple(self.base**power for power in range(len(Cost._fields) - 1, -1, -1))

    def encode(self, cost: Cost) -> int:
        """Return a cost as one number."""
        number = 0
        for digit in cost:
            number = number * self.base + digit
        return number

    def decode(self, number: int) -> Cost:
        """Return the cost that a number stands for."""
        number, contacts = divmod(number, self.base)
        number, person = divmod(number, self.base)
        number, from_no_post = divmod(number, self.base)
        effort, cold = divmod(number, self.base)
        return Cost(effort, cold, from_no_post, person, contacts)

    def find_effort(self, number: int) -> int:
        """Return the effort alone; of a bound on costs that is a bound on efforts."""
        return number // self.unit


def build_scale(actors: int, asked: int, unknown: int, settings: Mapping[str, int]) -> Scale:
    """Build the scale for maps of so many actors, where a plan asks at most `asked` of them.

    In a tree every actor is reached once, and finding out who decides is one contact each. And nobody takes a way that
    is longer than a cold contact to each of those asked, so that where every contact costs something, a cheapest
    plan has no more contacts than fit into that. A power of two is as good as any, and keeps numbers exact longer.
    """
    cheapest = min(figure for name, figure in settings.items() if name.startswith("reach_"))
    most = actors + unknown
    if cheapest:
        most = min(most, settings["reach_cold"] * asked // cheapest + unknown)
    return Scale(1 << most.bit_length())
