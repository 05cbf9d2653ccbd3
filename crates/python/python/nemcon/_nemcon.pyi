"""The compiled part of nemcon."""

from collections.abc import Callable

ENGINE: str

_Size = tuple[int | None, int | None]
_Threads = tuple[int | None, Callable[[int], object] | None]
_Fault = tuple[str, str, str | None, str, int | None, int | None]

class Answer:
    def json(self) -> bytes: ...
    def text(self, width: int, color: bool) -> str: ...
    def tables(self) -> list[tuple[str, str]]: ...
    def csv(self, table: str | None) -> bytes: ...
    def pictures(self) -> list[tuple[str, str]]: ...
    def page(self) -> str | None: ...

class Tally:
    @staticmethod
    def from_bytes(bytes: bytes) -> Tally: ...
    def to_bytes(self, closed: bool) -> bytes: ...
    def add(self, other: Tally) -> Tally: ...
    def add_bytes(self, bytes: bytes) -> Tally: ...
    def estimates(self, by: list[str], top: int | None) -> Answer: ...
    @property
    def ranges(self) -> list[tuple[int, int]]: ...
    @property
    def missing(self) -> list[tuple[int, int]]: ...
    @property
    def seed(self) -> int: ...
    @property
    def digest(self) -> str: ...

class Scenario:
    @staticmethod
    def load(path: str) -> Scenario: ...
    @staticmethod
    def loads(text: bytes, name: str, files: dict[str, bytes]) -> Scenario: ...
    def over(self, text: bytes, extension: str) -> Scenario: ...
    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def runs(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def term(self) -> tuple[str, str]: ...
    @property
    def notices(self) -> list[str]: ...
    @property
    def files(self) -> list[str]: ...
    @property
    def members(self) -> list[tuple[str, str]]: ...
    @property
    def candidates(self) -> list[tuple[str, str]]: ...
    @property
    def outcomes(self) -> list[str]: ...
    @property
    def keys(self) -> list[tuple[str, str]]: ...
    def toml(self, comments: bool) -> str: ...
    def assumptions(self) -> Answer: ...
    def run(
        self,
        size: _Size,
        pace: _Threads,
        by: list[str],
        top: int | None,
        precision: float | None,
        over_inputs: bool,
    ) -> Answer: ...
    def run_counted(
        self,
        precision: float,
        most: int | None,
        by: list[str],
        top: int | None,
        count: Callable[[int, int], Tally],
    ) -> Answer: ...
    def compare(
        self,
        size: _Size,
        pace: _Threads,
        variants: list[tuple[str, Scenario]],
        sort: str,
    ) -> Answer: ...
    def persuade(
        self,
        size: _Size,
        pace: _Threads,
        candidate: str | None,
        to_support: bool,
        at: str | None,
        by: str | None,
        pairs: bool,
    ) -> Answer: ...
    def sweep(
        self,
        size: _Size,
        pace: _Threads,
        set: list[str],
        outcome: str | None,
    ) -> Answer: ...
    def sensitivity(
        self,
        size: _Size,
        pace: _Threads,
        outcome: str | None,
        indices: int | None,
    ) -> Answer: ...
    def trace(
        self,
        size: _Size,
        pace: _Threads,
        run: int | None,
        choice: str,
        outcome: str | None,
    ) -> Answer: ...
    def power(
        self,
        index: list[str],
        unions: list[str],
        coalitions: int | None,
        ternary: bool,
        estimate: tuple[int, int] | None,
        limits: tuple[int, int],
    ) -> Answer: ...
    def tally(
        self,
        range: tuple[int, int],
        asked: int | None,
        seed: int | None,
        pace: _Threads,
    ) -> Tally: ...


def check(path: str, text: bytes | None) -> tuple[str | None, list[str], list[_Fault], str]: ...
def power(
    path: str,
    as_of: str | None,
    index: list[str],
    unions: list[str],
    coalitions: int | None,
    ternary: bool,
    estimate: tuple[int, int] | None,
    limits: tuple[int, int],
) -> Answer: ...
def backtest(
    folder: str,
    coding: str | None,
    runs: int | None,
    seed: int,
    pace: _Threads,
) -> Answer: ...
def sweep_points(scenario: Scenario, set: list[str]) -> list[Scenario]: ...
def swept(
    scenario: Scenario, size: _Size, set: list[str], outcome: str | None, counted: list[Tally]
) -> Answer: ...
def schemas() -> list[tuple[str, str]]: ...
def shipped() -> list[tuple[str, str]]: ...
