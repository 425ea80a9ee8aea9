"""Explorer: shares of frameworks for any choice of source, period, region and role."""

from __future__ import annotations

from jobmarket.site import Ask, Explorer, Page, Prose, Section

TITLE = "Explore"
SLUG = "explore"
ORDER = 50


def compose(ask: Ask) -> Page:
    """The explorer page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="What do the ads you care about ask for?",
        lede=(
            "Choose where, when, which job and which source. Every share has its interval and the number of openings it "
            "rests on; few openings look thin, because they are."
        ),
        sections=(
            Section(
                name="choose",
                question="Which openings?",
                doubt=(
                    "A region counts where the job can be done there, a role where the ad advertises it. Sources cover "
                    "different employers, so one source by itself is the cleaner comparison."
                ),
                blocks=(
                    Explorer(
                        name="cube",
                        title="Share of deep-learning openings that name each framework",
                        cube=ask("SELECT * FROM explorer_cube"),
                        relation="explorer_cube",
                        labels=ask("SELECT term, label FROM frameworks"),
                    ),
                    Prose.of(
                        "An opening is an ad with all its repeats and mirrors, counted once a year and source. Intervals are "
                        "Wilson's, 95%, and take openings as independent: several of one employer make them a little too narrow. "
                        "A source that cannot see a word is left out for that word.",
                        "The same numbers are in the warehouse as explorer_cube.",
                    ),
                ),
            ),
        ),
    )
