"""How much processor time a request takes, and how many bytes it sends: `python benchmarks/pages.py`."""

import tempfile
import time
from collections.abc import Callable
from functools import partial

from portal import create_app
from portal.reading.authority import load_authority

ROUNDS = 200
HERE = "/en/self-assessment/"


def milliseconds(request: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the processor time of one call, in milliseconds, once it is warm."""
    request()
    start = time.process_time()
    for _ in range(rounds):
        request()
    return (time.process_time() - start) / rounds * 1000


def main() -> None:
    """Print a line for each kind of page."""
    with tempfile.TemporaryDirectory() as state:
        client = create_app({"PORTAL_STATE": state, "PORTAL_AUTHORITY": "leicestershire"}).test_client()
        packed = {"Accept-Encoding": "br"}
        example = next(one for one in load_authority("leicestershire").examples if one.name == "taylor")
        page = client.get(f"{HERE}help/").text
        token = page.split('csrf_token" value="')[1].split('"')[0]
        for name, answer in example.answers.items():
            typed = sorted(answer) if isinstance(answer, frozenset) else str(answer)
            client.post(f"{HERE}{name}/", data={"csrf_token": token, "answer": typed})
        for path in ("/en/", f"{HERE}criteria/", f"{HERE}sleep/", f"{HERE}check/", f"{HERE}result/"):
            answer = client.get(path, headers=packed)
            assert answer.status_code == 200, path
            took = milliseconds(partial(client.get, path, headers=packed))
            print(f"GET  {path:32} {took:6.2f} ms {len(answer.data):7,} bytes")
        sent = {"csrf_token": token, "answer": "sleep"}
        took = milliseconds(partial(client.post, f"{HERE}sleep/", data=sent))
        print(f"POST {HERE}sleep/{'':14} {took:6.2f} ms")
        client.post("/en/search/", data={"words": "hollyday clubb for my autistic sun"})
        took = milliseconds(partial(client.get, "/en/search/", headers=packed))
        print(f"GET  /en/search/{'':21} {took:6.2f} ms")


if __name__ == "__main__":
    main()
