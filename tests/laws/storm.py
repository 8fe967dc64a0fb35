"""The model checker Storm (https://www.stormchecker.org), asked about a chain or about a program that describes one."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import attrs
import pytest

from tests.laws.walked_chain import Chain, Label

stormpy = pytest.importorskip("stormpy", "2.0", reason="stormpy is absent (on Linux: pip install 'stormpy>=2.0')")

_NEAR_ENOUGH = 1e-12
"""How far off Storm may be where lives go round in a loop, which it proves; where they do not, it is exact but for rounding."""


@attrs.frozen
class Verdict:
    """What Storm says."""

    states: int
    transitions: int
    chances: Mapping[Label, float]
    """How often a life comes to a state of which each label is true."""
    choices_a_life: float
    """How many choices a life makes on average; infinite where some lives never end."""


def judge(chain: Chain, labels: Iterable[Label]) -> Verdict:
    """What Storm says of a chain.

    Args:
        chain: the chain.
        labels: what is asked about; one that no state has is answered with 0.
    """
    states = len(chain.rows)
    matrix = stormpy.datastructures.SparseMatrixBuilder[float](rows=states, columns=states)
    matrix.add_next_values(
        [at for at, row in enumerate(chain.rows) for _ in row],
        [to for row in chain.rows for to, _ in row],
        [likely for row in chain.rows for _, likely in row],
    )
    asked = _named(labels)
    labelling = stormpy.models.StateLabeling(states)
    where = {name: chain.labels.get(label, ()) for name, label in asked.items()}
    for name, found in {"init": (0,), "over": _over(chain), **where}.items():
        labelling.add_label(name)
        labelling.set_states(name, stormpy.datastructures.BitVector(states, list(found)))
    rewards = {"asks": stormpy.models.SparseRewardModel[float](optional_state_reward_vector=list(chain.asks))}
    parts = stormpy.models.SparseModelComponents[float](matrix.build(), labelling, rewards)
    return _judge(stormpy.models.SparseDtmc[float](parts), asked)


def judge_program(program: str, labels: Mapping[str, Label]) -> Verdict:
    """What Storm says of a PRISM program: it finds the states itself.

    Args:
        program: the text of the program, with a label `over` where a life has ended and rewards `asks`.
        labels: the program's labels that are asked about, and what each means.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "story.prism")
        file.write_text(program, encoding="utf-8")
        read = stormpy.parse_prism_program(file)
    options = stormpy.BuilderOptions()
    options.set_build_all_labels()
    options.set_build_all_reward_models()
    return _judge(stormpy.build_model(read, options=options), dict(labels))


def _named(labels: Iterable[Label]) -> dict[str, Label]:
    return {f"l{at}": label for at, label in enumerate(labels)}


def _over(chain: Chain) -> Collection[int]:
    return [at for label, states in chain.labels.items() if label[0] == "ending" for at in states]


def _judge(model: object, labels: Mapping[str, Label]) -> Verdict:
    how = stormpy.environments.sound()
    kinds = stormpy.environments.EquationSolverType
    how.solver().set_linear_equation_solver_type(kinds.TOPOLOGICAL)
    how.solver().native().precision = stormpy.Rational(_NEAR_ENOUGH)

    def ask(formula: str) -> float:
        answer = stormpy.model_checking(
            model, stormpy.parse_property(formula), only_initial_states=True, environment=how
        )
        return float(answer.get_value(model.initial_states[0]))

    return Verdict(
        states=model.nr_states,
        transitions=model.nr_transitions,
        chances={label: ask(f'P=? [F "{name}"]') for name, label in labels.items()},
        choices_a_life=ask('R{"asks"}=? [F "over"]'),
    )
