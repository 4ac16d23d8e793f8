"""networkx's own tests of the covered modules pass in the backend, and run there rather than beside it."""

from benchmarks.networks.suite import CORE, END, PAGE, START, report, run
from triskele.engines.info import FUNCTIONS


def test_networkx_tests_pass_in_the_backend():
    outcome = run(CORE)
    assert set(outcome.tests) == {"passed"}, outcome.log
    assert outcome.tests["passed"] >= 550
    ran = {name: count for name, result, count in outcome.calls if result == "kernel"}
    names = {name for family in FUNCTIONS.values() for name in family}
    assert names - set(ran) <= {"eccentricity", "multi_source_dijkstra_path_length"}
    assert sum(ran.values()) > 700
    assert "| `betweenness_centrality` |" in report(outcome)


def test_the_reference_page_lists_every_function():
    page = PAGE.read_text(encoding="utf-8")
    table = page.split(START)[1].split(END)[0]
    for family in FUNCTIONS.values():
        for name in family:
            assert f"| `{name}` |" in table
