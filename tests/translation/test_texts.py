"""What there is to translate: every text that families read, and nothing else."""

from pathlib import Path

from portal.translation.texts import content_files, texts_of


def test_a_guide_is_its_title_summary_keywords_and_passages(content: Path) -> None:
    texts = {text.place: text.english for text in texts_of(content / "guides" / "what" / "en.md")}
    assert texts == {
        "title": "What is a short break?",
        "summary": "Time for your child, and for you.",
        "keywords": "respite; sitter",
        "answer": "A short break is a rest. Ring {front_door.phone}.",
        "who-pays": "Who pays?",
        "nobody": "Nobody must pay. Read [about money](guide:money).",
    }


def test_of_a_councils_rules_only_what_families_read_is_translated(council: Path) -> None:
    texts = {text.place: text.english for text in texts_of(council / "assessment.yaml")}
    assert texts == {
        "version": "May 2026",
        "sections/child/title": "Your child",
        "sections/child/questions/age/ask": "How old is your child?",
        "sections/child/questions/age/why": "Rules differ by age.",
        "sections/child/questions/home/ask": "Do you live here?",
        "sections/child/questions/home/why": "Councils have areas.",
        "sections/child/questions/home/one_of/yes": "Yes",
        "sections/child/questions/home/one_of/other/says": "No, in %(place)s",
        "sections/child/questions/home/one_of/other/hint": "Another council helps.",
        "criteria/here/says": "You live here.",
        "criteria/here/unless": "You live elsewhere.",
        "criteria/here/readings/1/says": "One reading",
        "outcomes/ask/now/1": "Ring us.",
        "outcomes/ask/now/2": "Write to us.",
        "outcomes/ask/headline": "Ask us",
    }


def test_numbers_names_and_figures_are_not_translated(content: Path, council: Path) -> None:
    english = {text.english for path in content_files(content, council) for text in texts_of(path)}
    assert not english & {"999", "law", "17", "A stay", "A2", "0 to 25"}
    assert {"The police", "Personal Independence Payment", "PIPs"} <= english
