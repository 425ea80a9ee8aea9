"""What ads name is found where it is written, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.errors import DeclarationError
from jobmarket.extract.mentions import mentions, skill_mentions, terms, vocabulary

DL = {
    "pytorch", "tensorflow", "keras", "pytorch-lightning", "jax", "flax", "mxnet", "caffe", "theano", "cntk",
    "torch", "paddlepaddle", "mindspore", "chainer", "fastai",
}  # fmt: skip
FRAMEWORKS = DL | {"scikit-learn", "hugging-face", "xgboost", "lightgbm"}
YEAR = re.compile(r"year: (\d{4}) \| ")


def examples() -> list[tuple[str, str, bool]]:
    return [
        (name, example, key == "mentioned_in")
        for shelf_name in vocabulary.SHELVES
        for name, item in shelf(shelf_name).items()
        if name != "contexts"
        for key in ("mentioned_in", "absent_from")
        for example in item[key]
    ]


def named(text: str, year: int | None = None) -> set[str]:
    return {mention.term for mention in mentions(text, year=year)}


@pytest.mark.parametrize(("name", "example", "expected"), examples())
def test_shelf_examples(name: str, example: str, expected: bool) -> None:
    year = YEAR.match(example)
    text = example[year.end() :] if year else example
    assert (name in named(text, int(year[1]) if year else None)) is expected


def test_the_shelves_hold_the_vocabulary_of_the_claims() -> None:
    known = terms()
    assert {name for name, term in known.items() if term.kind == "framework"} == FRAMEWORKS
    assert {name for name, term in known.items() if term.deep_learning} == DL
    assert {name for name, term in known.items() if "tensorflow" in term.implies} == {
        "tensorflow-serving", "tensorflow-lite", "tensorflow-js", "tfx",
    }  # fmt: skip
    assert all(term.label and (term.home or term.kind == "topic") for term in known.values())
    assert all(name == term.name for name, term in known.items())


@pytest.mark.parametrize("kind", ["framework", "tool", "topic"])
def test_every_term_has_examples_both_ways(kind: str) -> None:
    for name, term in terms().items():
        if term.kind == kind:
            item = shelf("topics" if kind == "topic" else "frameworks")[name]
            assert item["mentioned_in"], name
            assert item["absent_from"], name


def test_each_place_is_a_mention_of_its_own() -> None:
    text = "Keras here, keras there."
    assert [(m.term, m.surface, m.start, m.end) for m in mentions(f"ML: {text}")] == [
        ("keras", "Keras", 4, 9),
        ("keras", "keras", 16, 21),
    ]


def test_a_part_of_a_framework_is_named_with_it_at_the_same_place() -> None:
    text = "torchvision and TF Serving"
    found = [(m.term, m.kind, m.surface) for m in mentions(text) if m.kind != "topic"]
    assert found == [
        ("pytorch", "framework", "torchvision"),
        ("torchvision", "tool", "torchvision"),
        ("tensorflow", "framework", "TF Serving"),
        ("tensorflow-serving", "tool", "TF Serving"),
    ]


@pytest.mark.parametrize("text", ["TensorRT, ONNX and TensorBoard"])
def test_neutral_tools_imply_no_framework(text: str) -> None:
    assert {m.kind for m in mentions(text) if m.kind != "topic"} == {"tool"}


def test_both_names_of_one_word_are_kept() -> None:
    assert [(m.term, m.surface) for m in mentions("write tf.keras layers")] == [
        ("keras", "tf.keras"),
        ("tensorflow", "tf.keras"),
    ]


def test_pytorch_lightning_is_not_pytorch_unless_named_by_itself() -> None:
    assert named("PyTorch Lightning") == {"pytorch-lightning"}
    assert named("PyTorch Lightning, PyTorch") == {"pytorch-lightning", "pytorch"}


@pytest.mark.parametrize(
    "text",
    [
        "PyTorch or TensorFlow",
        "PyTorch/TensorFlow",
        "either Keras, PyTorch",
        "at least one of TensorFlow, PyTorch, JAX",
        "a deep learning framework such as PyTorch, TensorFlow",
        "frameworks such as PyTorch, TensorFlow, or JAX",
        "PyTorch, TensorFlow or similar",
        "Keras, TensorFlow or other libraries",
        "scikit-learn, PyTorch, Dask, Spark, or TensorFlow",
        "TensorFlow, PyTorch, or Dlib",
        "PyTorch oder TensorFlow",
        "PyTorch, TensorFlow oder vergleichbare Frameworks",
        "PyTorch ou TensorFlow",
        "PyTorch hoặc TensorFlow",
        "một trong các framework: PyTorch, TensorFlow",
        "熟悉至少一种深度学习框架，如PyTorch、TensorFlow",
        "掌握Tensorflow、PyTorch中的至少一个框架",
        "PyTorch或者TensorFlow",
        "TensorFlow or Keras",
    ],
)
def test_alternatives(text: str) -> None:
    found = [m for m in mentions(text) if m.kind == "framework"]
    assert len(found) > 1
    assert all(m.is_alternative for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "PyTorch and TensorFlow",
        "PyTorch, TensorFlow, Keras",
        "TF/Keras",
        "JAX/Flax on TPUs",
        "PyTorch. You may live in Berlin or Paris. TensorFlow too.",
        "We use PyTorch for training or fun",
        "deep learning frameworks: PyTorch, TensorFlow",
        "熟悉PyTorch、TensorFlow等框架",
        "tf.keras",
        "torchvision",
    ],
)
def test_no_alternatives(text: str) -> None:
    assert not any(m.is_alternative for m in mentions(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We do not use Keras, only PyTorch", {"pytorch"}),
        ("We don't use Tensor Flow or pandas or Keras; deep learning is done in JAX", {"jax"}),
        ("PyTorch instead of TensorFlow", {"pytorch"}),
        ("wir nutzen PyTorch statt TensorFlow", {"pytorch"}),
        ("不使用TensorFlow，用PyTorch", {"pytorch"}),
        ("PyTorch is not required, but helps", {"pytorch"}),
        ("not only Keras but also PyTorch for ML", {"keras", "pytorch"}),
        ("Node, Python, TensorFlow", {"tensorflow"}),
        ("Remote, no recruiters, PyTorch, AWS", {"pytorch"}),
        ("非常熟悉TensorFlow,PyTorch", {"tensorflow", "pytorch"}),
        ("不用担心,PyTorch我们教你", {"pytorch"}),
        ("不使用TensorFlow、Keras，只用PyTorch做机器学习", {"pytorch"}),
        ("PyTorch, not TensorFlow or Keras", {"pytorch"}),
        ("You do not need PyTorch experience", {"pytorch"}),
        ("built by the team behind TensorFlow; deep learning in JAX", {"jax"}),
        ("founded by the creators of Keras and PyTorch", set()),
        ("former PyTorch engineers build robots", set()),
        ("PyTorch contributors are welcome", {"pytorch"}),
        ("We have created PyTorch models", {"pytorch"}),
        ("a team of PyTorch engineers", {"pytorch"}),
        ("join our PyTorch team", {"pytorch"}),
        ("you led the PyTorch team at a lab", set()),
        ("authors of PyTorch code", {"pytorch"}),
        ("migrate from TensorFlow to PyTorch", {"tensorflow", "pytorch"}),
        ("see github.com/pytorch/pytorch", set()),
        ("write to pytorch@example.com", set()),
        ("TensorFlow | Remote | engineers", set()),
        ("PyTorch, *not* **TensorFlow**", {"pytorch"}),
        ('We do not use "TensorFlow" or `PyTorch`', set()),
        ("weder TensorFlow noch PyTorch", set()),
        ("nous n'utilisons ni TensorFlow ni PyTorch", set()),
        ("There is no PyTorch in our code, TensorFlow does it", {"tensorflow"}),
        ("Visa: yes. No PyTorch experience required", {"pytorch"}),
        ("Sponsorship. No\nTensorFlow developer", {"tensorflow"}),
        ("no less than two years of PyTorch", {"pytorch"}),
        ("PyTorch GmbH sucht Leute", set()),
        ("công ty TNHH PyTorch", set()),
        ("PyTorch, including TensorFlow", {"tensorflow", "pytorch"}),
        ("PyTorch ab zwei Jahren", {"pytorch"}),
    ],
)
def test_denials_origins_and_addresses(text: str, expected: set[str]) -> None:
    assert {m.term for m in mentions(text, only=frozenset(FRAMEWORKS))} == expected


def test_only_limits_what_is_returned_not_what_is_understood() -> None:
    assert mentions("PyTorch Lightning", only=frozenset({"pytorch"})) == ()
    assert [m.term for m in mentions("torchvision on AWS", only=frozenset({"pytorch", "cloud"}))] == [
        "pytorch",
        "cloud",
    ]


def test_where_is_carried() -> None:
    assert {m.where for m in mentions("Keras ML engineer", where="title")} == {"title"}


def test_skill_tags_match_as_a_whole() -> None:
    tags = (
        "Python",
        "Tensorflow 2.0",
        "Python (PyTorch)",
        "Machine Learning Deployment Manager",
        "AWS",
        "Git",
    )
    joined = "; ".join(tags)
    found = skill_mentions(tags)
    assert [(m.term, m.surface) for m in found] == [
        ("tensorflow", "Tensorflow"), ("pytorch", "PyTorch"), ("cloud", "AWS"), ("version-control", "Git"),
    ]  # fmt: skip
    assert all(m.where == "skills" and joined[m.start : m.end] == m.surface for m in found)
    assert not any(m.is_alternative for m in skill_mentions(("PyTorch", "TensorFlow")))
    assert skill_mentions(()) == ()


def test_soft_hyphens_and_indents_do_not_hide_a_name() -> None:
    text = "mit Tensor\u00adFlow und Hugging\n    Face"
    found = {m.term: m for m in mentions(text)}
    assert found["tensorflow"].surface == "Tensor\u00adFlow"
    assert found["hugging-face"].surface == "Hugging\n    Face"


def test_a_line_that_ends_at_a_hyphen_does_not_hide_a_name() -> None:
    text = "scikit-\n  learn, Hugging Face and\n- PyTorch"
    found = {mention.term: mention for mention in mentions(text)}
    assert found["scikit-learn"].surface == "scikit-\n  learn"
    assert found["hugging-face"].surface == "Hugging Face"
    assert all(text[one.start : one.end] == one.surface for one in found.values())
    assert "pytorch" in found


def test_accents_written_as_two_characters_are_found() -> None:
    assert "nlp" in named("xu\u031b\u0309 ly\u0301 ngo\u0302n ngu\u031b\u0303 tu\u031b\u0323 nhie\u0302n")


PIECES = st.sampled_from(
    ["PyTorch", "tf.keras", " or ", "/", ", ", "Torch", "Lightning", "JAX", "熟悉", "\n", "\u00ad", "  ", "İ", "TF",
     "deploy ", "models", "https://", "@", "not ", "ß", "\ud800", "e\u0301", "|", "CV", "RAG", "ROS"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)), st.none() | st.integers(2010, 2030))
def test_mentions_prove_themselves_and_are_the_same_twice(text: str, year: int | None) -> None:
    found = mentions(text, year=year)
    assert found == mentions(text, year=year)
    assert [(m.start, m.term) for m in found] == sorted((m.start, m.term) for m in found)
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.kind == terms()[mention.term].kind


NOISE = st.text(alphabet="qzxw \n", max_size=80)


@given(NOISE, NOISE)
def test_noise_around_changes_nothing(before: str, after: str) -> None:
    core = "Deep learning with PyTorch or TensorFlow, Keras; deploy models on AWS with Docker"
    before, after = f"{before} . ", f" . {after}"
    expected = [(m.term, m.surface, m.start + len(before), m.is_alternative) for m in mentions(core)]
    assert [
        (m.term, m.surface, m.start, m.is_alternative) for m in mentions(before + core + after)
    ] == expected


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        " " * 200_000,
        "deploy " * 30_000,
        "PyTorch or " * 5_000,
        "torch " * 10_000 + "ML",
        "not " * 50_000 + "Keras ML",
        "a.b/" * 50_000 + "keras",
        "@" * 200_000,
        "build design " * 10_000 + "apis",
        "部署" * 20_000,
        "\u00ad" * 200_000,
        "Keras, " * 5_000 + "ML",
    ],
)
def test_hostile_text_is_searched_at_once(text: str) -> None:
    mentions("load the shelves first")
    with at_most(1):
        mentions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baker\n\nAbout us\nKettlemark sells cloud services.\n\nThe role\nYou bake.", set()),
        ("Baker\n\nAbout us\nKettlemark sells cloud services.\n\nThe role\nYou run Docker.", {"kubernetes-docker"}),
        ("Baker\n\nAbout the role\nYou run cloud services.", {"cloud"}),
        ("Baker\n**Über uns**\nWir sind Anbieter von Cloud-Lösungen.\nDeine Aufgaben\nBrot.", set()),
        ("面包师\n岗位职责：\n做面包。\n公司介绍\n蓝鲸科技提供云计算。", set()),
        ("Baker\n\nAbout Kettlemark\nKettlemark bakes with PyTorch.", {"pytorch"}),
        ("About our stack\nWe run cloud services.", {"cloud"}),
    ],
)
def test_an_employers_portrait_tells_no_topic_of_the_job(text: str, expected: set[str]) -> None:
    assert named(text) & {"cloud", "kubernetes-docker", "pytorch"} == expected


@pytest.mark.parametrize("unit", ["\nAbout us\n", "\nAbout A", "\n公司介绍：", "\n" + " " * 9, "a,\nb"])
def test_portraits_are_found_at_once(unit: str) -> None:
    mentions("load the shelves first")
    with at_most(1):
        mentions((unit * 200_000)[:200_000] + " cloud computing")


def test_a_rule_with_an_unknown_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for item in ({"label": "X", "kind": "topic", "wrods": ["x"]}, {"kind": "topic"}):
        monkeypatch.setattr(
            vocabulary, "shelf", lambda name, item=item: {"x": item} if name == "topics" else {}
        )
        with pytest.raises(DeclarationError):
            vocabulary.terms.__wrapped__()


@pytest.mark.parametrize(
    "rule",
    [
        {"words": ["x"], "nera": "y"},
        {"near": "y"},
        {"words": ["x"], "near": "("},
        {"words": ["x"], "near": "{nothing}"},
    ],
)
def test_a_bad_rule_is_refused(rule: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        vocabulary, "shelf", lambda name: {"x": {"label": "X", "kind": "topic", "when": [rule]}}
    )
    with pytest.raises(DeclarationError):
        vocabulary.vocabulary.__wrapped__("topics")
