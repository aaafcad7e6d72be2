"""Who is named in an article, and for whom they act: countries, organisations, groups, people, places.

Importing this package is cheap; the tables load at the first call that needs them, and spaCy only when a
``Marker(names=True)`` marks its first article.
"""

from __future__ import annotations

from index.entities.actors import actor_codes, actor_name, begun, country_of_place, is_state, members, resolve
from index.entities.marker import Marker
from index.entities.people import in_office, leaders_called, office_of
from index.entities.places import place_called
from index.entities.roles import title_at_end

__all__ = [
    "Marker",
    "actor_codes",
    "actor_name",
    "begun",
    "country_of_place",
    "in_office",
    "is_state",
    "leaders_called",
    "members",
    "office_of",
    "place_called",
    "resolve",
    "title_at_end",
]
