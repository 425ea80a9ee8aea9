"""The language of an ad, on made-up texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.language import _NOISE, _identifier, _without_noise, language

TEXTS = [
    ("en", "We are looking for a machine learning engineer who enjoys building kites with a small team."),
    ("zh", "我们正在寻找熟悉PyTorch和TensorFlow的算法工程师，负责推荐系统的模型训练与部署。"),
    ("zh", "岗位要求：熟练掌握 Python、PyTorch、Kubernetes、Docker，有大模型经验者优先"),
    ("de", "Wir suchen zum nächstmöglichen Zeitpunkt eine Datenwissenschaftlerin für unser Team in Köln."),
    ("fr", "Nous recherchons un ingénieur en apprentissage automatique pour rejoindre notre équipe à Lyon."),
    ("vi", "Chúng tôi đang tìm kiếm kỹ sư dữ liệu có kinh nghiệm làm việc với Python và TensorFlow."),
    ("es", "Buscamos una persona con experiencia en análisis de datos para nuestro equipo en Madrid."),
    ("ja", "機械学習エンジニアを募集しています。経験のある方はぜひご応募ください。"),
    ("ko", "우리는 함께 성장할 머신러닝 엔지니어를 찾고 있습니다. 많은 지원 바랍니다."),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_languages(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text", ["", "Oslo", "12345 67890 !!!", "https://acme.example/jobs/ml-engineer-in-oslo"]
)
def test_too_little_says_nothing(text: str) -> None:
    assert language(text) is None


def test_an_english_ad_stays_english_among_foreign_names() -> None:
    text = "Acme (München, Zürich, Hà Nội) is hiring engineers who want to work on our open kites platform."
    assert language(text) == "en"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_code_or_none(text: str) -> None:
    found = language(text)
    assert found is None or (len(found) == 2 and found.isascii() and found.islower())
    assert found == language(text)


@pytest.mark.parametrize("unit", ["a", "/", "<", "@", "_", "我", "http://"])
def test_no_text_takes_long(unit: str) -> None:
    language("warm up the model with enough letters")
    with at_most(1):
        language(unit * (200_000 // len(unit)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from([text for _, text in TEXTS]), max_size=4).map(" ".join))
def test_all_places_at_once_tell_what_the_library_tells(text: str) -> None:
    from py3langid.langid import LanguageIdentifier

    said = _identifier()._encode(text)
    assert list(_identifier()._raw_score(said)) == list(LanguageIdentifier._raw_score(_identifier(), said))


@given(st.lists(st.sampled_from(["a", "b/", "@c", "_", "\\", "www.d", "https://", "<", ">", " ", "\n", "\xa0", "é"]), max_size=30).map("".join))
def test_noise_is_blanked_where_it_stands(text: str) -> None:
    assert _without_noise(text) == _NOISE.sub(" ", text)
