"""Made-up posts of a hiring thread, in the shape of the published sets: no real ad, no real employer."""

from __future__ import annotations

import json
import random

_EMPLOYERS = (
    "Alder & Finch", "Birch Robotics", "Cinder Labs", "Dunlin Health", "Ember Pay", "Fathom Maps",
    "Gannet Energy", "Harrow Foods", "Iris Optics", "Juniper Rail", "Kestrel Games", "Lark Learning",
)  # fmt: skip
_PLACES = ("Berlin, Germany", "New York, NY", "Singapore", "Toronto, Canada", "Paris, France", "REMOTE (US)")
_ROLES = ("Machine Learning Engineer", "Data Scientist", "Senior Backend Engineer", "Computer Vision Engineer")
_TOOLS = ("PyTorch", "TensorFlow", "Keras", "PyTorch and TensorFlow", "Go and Postgres", "Django")
_SENTENCES = (
    "We are a small team that ships every week and writes tests first.",
    "Our customers run warehouses, and our maps keep their vans on time.",
    "You will talk to users, measure what matters and delete old code.",
    "We care about plain words, short meetings and long walks.",
    "The office has a garden, and lunch is cooked by whoever lost at chess.",
    "Our models find cracks in bridges before anybody else does.",
)


def posts(count: int, *, seed: int = 7, first_id: int = 1000) -> bytes:
    """``count`` posts as JSON lines of the set hn-whoishiring-2018-2026, spread over 2024 to 2026."""
    chance = random.Random(seed)
    lines = []
    for number in range(count):
        year, month = 2024 + number % 3, 1 + (number * 5) % 12
        if year == 2026:
            month = 1 + month % 5
        employer, role = chance.choice(_EMPLOYERS), chance.choice(_ROLES)
        pay = f" | ${100 + 5 * chance.randrange(10)}k-${160 + 5 * chance.randrange(10)}k" if number % 2 else ""
        body = " ".join(chance.sample(_SENTENCES, 4))
        text = (
            f"{employer} | {role} | {chance.choice(_PLACES)} | Full-time{pay}"
            f"<p>{body}<p>We work with {chance.choice(_TOOLS)} and number {number}."
        )
        name = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        lines.append(
            json.dumps(
                {
                    "thread": 1,
                    "thread_title": f"Ask HN: Who is hiring? ({name[month - 1]} {year})",
                    "id": first_id + number,
                    "indent": 0,
                    "by": "somebody",
                    "time": f"{year}-{month:02}-02T10:00:00",
                    "time_precision": "exact",
                    "text_html": text,
                    "source_commit": "c",
                    "source_page": "1",
                    "scraped_at": f"{year}-{month:02}-03T10:00:00",
                }
            )
        )
    return ("\n".join(lines) + "\n").encode()
