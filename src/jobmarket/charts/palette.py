"""One colour, one mark and one name a thing, wherever it is drawn.  Draws nothing.

Hues follow Okabe and Ito's colour-blind safe set (jfly.uni-koeln.de/color, 2008), darkened for text on
white and lightened for text on near-black until each reaches a contrast of 4.5 : 1.  A mark of its own
goes with each colour, so that no chart depends on hue.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """How one thing looks: its name for readers, its colour on light and dark ground, its mark, its line."""

    name: str
    light: str
    dark: str
    symbol: str = "circle"
    dash: str = "solid"


FRAMEWORKS: dict[str, Key] = {
    "pytorch": Key("PyTorch", "#bf4000", "#ff8f5a", "circle"),
    "tensorflow": Key("TensorFlow", "#0a66ad", "#6cb6f5", "square"),
    "keras": Key("Keras", "#00755a", "#3ecfa4", "diamond"),
    "jax": Key("JAX", "#97397f", "#ea93d2", "triangle-up"),
    "pytorch-lightning": Key("PyTorch Lightning", "#846100", "#e6c04c", "star", "dash"),
    "hugging-face": Key("Hugging Face", "#566270", "#a9b6c4", "pentagon", "dot"),
    "scikit-learn": Key("scikit-learn", "#6a6058", "#bcb0a6", "hexagon", "dot"),
}
"""Frameworks with a colour of their own; every other one is drawn as :data:`OTHER`."""

OTHER = Key("other", "#5d6773", "#a3afbc", "cross", "dot")

GROUPS: dict[str, Key] = {
    "machine-learning": Key("Machine learning", "#4a4fb5", "#a3a8f8", "square"),
    "deep-learning": Key("Deep learning", "#bf4000", "#ff8f5a", "circle"),
    "all": Key("All ads", "#5d6773", "#a3afbc", "diamond", "dot"),
    "none": Key("carries every ad", "#00755a", "#3ecfa4", "circle"),
    "keyword": Key("collected by keyword", "#97397f", "#ea93d2", "square"),
    "role": Key("collected by role", "#0a66ad", "#6cb6f5", "diamond"),
    "pay": Key("collected by having pay", "#846100", "#e6c04c", "triangle-up"),
    "mixed": Key("collected in several ways", "#5d6773", "#a3afbc", "cross"),
    "any": Key("Any framework", "#5d6773", "#a3afbc", "circle"),
    "two-readers": Key("Two readers", "#0a66ad", "#6cb6f5", "circle"),
    "extractor": Key("The machine", "#bf4000", "#ff8f5a", "square"),
    "unselected": Key("Sources that carry every ad", "#4a4fb5", "#a3a8f8", "circle"),
}

VERDICTS: dict[str, Key] = {
    "supported": Key("Supported", "#00755a", "#3ecfa4", "circle"),
    "contradicted": Key("Contradicted", "#bf4000", "#ff8f5a", "x"),
    "inconclusive": Key("Inconclusive", "#846100", "#e6c04c", "diamond-open"),
    "too-little-evidence": Key("Too little evidence", "#5d6773", "#a3afbc", "circle-open"),
    "not-testable": Key("Not testable", "#5d6773", "#a3afbc", "line-ew"),
    "not-judged-yet": Key("Not judged yet", "#5d6773", "#a3afbc", "line-ew"),
}

INK = Key("text", "#1c232b", "#e8ecf1")
MUTED = Key("muted text", "#5a6470", "#a9b4c0")
RULE = Key("grid", "#dde1e6", "#343d48")
SHADE = Key("claimed range", "#b3a06a", "#8d7f52")
PAPER = Key("ground", "#ffffff", "#14191f")


def key_of(name: str) -> Key:
    """How ``name`` (a framework, group or verdict) looks; unknown names look like :data:`OTHER`."""
    for shelf in (FRAMEWORKS, GROUPS, VERDICTS):
        if name in shelf:
            return shelf[name]
    return Key(name, OTHER.light, OTHER.dark, OTHER.symbol, OTHER.dash)


def label(name: str) -> str:
    """The name for readers: ``pytorch`` → PyTorch, ``north-america`` → North America; else the name itself."""
    if name in FRAMEWORKS or name in GROUPS or name in VERDICTS:
        return key_of(name).name
    return _NAMES.get(name, name)


_NAMES = {
    "mxnet": "MXNet",
    "caffe": "Caffe",
    "theano": "Theano",
    "cntk": "CNTK",
    "torch": "Torch (Lua)",
    "paddlepaddle": "PaddlePaddle",
    "mindspore": "MindSpore",
    "chainer": "Chainer",
    "flax": "Flax",
    "xgboost": "XGBoost",
    "lightgbm": "LightGBM",
    "north-america": "North America",
    "latin-america": "Latin America",
    "europe": "Europe",
    "asia": "Asia",
    "oceania": "Oceania",
    "middle-east": "Middle East",
    "africa": "Africa",
    "unstated": "Not stated",
    "unknown": "Unknown",
    "ml-engineer": "ML engineer",
    "data-scientist": "Data scientist",
    "research-scientist": "Research scientist",
    "computer-vision-engineer": "Computer-vision engineer",
    "nlp-engineer": "Language (NLP) engineer",
    "mlops-engineer": "MLOps engineer",
    "data-engineer": "Data engineer",
    "data-analyst": "Data analyst",
    "robotics-engineer": "Robotics engineer",
    "ai-architect": "AI architect",
    "ai-product-manager": "AI product manager",
    "product-manager": "Product manager",
    "software-engineer": "Software engineer",
    "engineering-manager": "Engineering manager",
    "designer": "Designer",
    "other": "Other",
    "startup": "Startups",
    "enterprise": "Enterprises",
    "research": "Research",
    "public": "Public bodies",
    "agency": "Agencies",
    "healthcare": "Healthcare",
    "finance": "Finance",
    "retail": "Retail",
    "autonomous": "Robotics and vehicles",
    "education": "Education",
    "technology": "Technology",
    "government": "Government",
    "manufacturing": "Manufacturing",
    "media": "Media",
    "energy": "Energy",
    "every source": "All sources together",
}


def swaps() -> dict[str, str]:
    """Light colour → dark colour, for the page's script to redraw figures on dark ground."""
    keys = [*FRAMEWORKS.values(), *GROUPS.values(), *VERDICTS.values(), OTHER, INK, MUTED, RULE, SHADE, PAPER]
    return {key.light: key.dark for key in keys}


def classes() -> dict[str, Key]:
    """Every named look, for the style sheet: one class a name."""
    return {**GROUPS, **VERDICTS, **FRAMEWORKS, "other": OTHER}
