"""Claims on the GPU's share of the energy (sections II-B and III-C)."""

from sedenergy.analysis.selection import SHARES
from sedenergy.claims.changes import falls, rises
from sedenergy.claims.evidence import Evidence
from sedenergy.claims.judgement import Judgement, Numbers
from sedenergy.claims.rules import Reported, by_tables
from sedenergy.claims.thresholds import MOST
from sedenergy.claims.wording import join, write_list, write_part
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES


def _list_share_keys(statistic: str) -> list[NumberKey]:
    """Return the keys of a statistic of table V, for training and for test."""
    return [NumberKey("table-5", 2024, share, statistic) for share in SHARES]


def claim_19(evidence: Evidence) -> Judgement:
    """Hold the means against the printed shares, a round one at the step of its zeros."""
    pairs = list(zip(evidence.stated(19, 2), _list_share_keys("mean"), strict=True))

    def judge_means(numbers: Numbers) -> Judgement:
        said = write_list(
            f"{QUANTITIES[key.quantity].in_prose} {numbers.text(key)} (printed {stated.text})"
            for stated, key in pairs
        )
        right = tuple(stated.is_about(numbers[key]) for stated, key in pairs)
        is_less = falls(*(numbers[key] for _, key in pairs))
        return Judgement((*right, is_less), f"means of 2024: {said}")

    means = "A printed number that ends in zeros is compared at the step of these zeros."
    return by_tables(judge_means, criterion=means)(evidence)


@by_tables
def claim_20(numbers: Numbers) -> Judgement:
    """Ask whether standard deviation and range are larger at test."""
    stds, lows, highs = (_list_share_keys(name) for name in ("std", "min", "max"))
    ranges = [numbers[high] - numbers[low] for low, high in zip(lows, highs, strict=True)]
    deviations = [numbers[key] for key in stds]
    texts = [
        f"{QUANTITIES[std.quantity].in_prose} in 2024: standard deviation "
        f"{numbers.text(std)}, range {numbers.text(low)} to {numbers.text(high)}"
        for std, low, high in zip(stds, lows, highs, strict=True)
    ]
    return Judgement((rises(*deviations), rises(*ranges)), join(texts))


claim_50 = Reported(
    ("gpu_train_kwh", "gpu_test_kwh"),
    "the GPU's energy for both phases",
    none=(2022, 2023),
    most=(2024,),
)


def _judge_mean_shares(numbers: Numbers) -> Judgement:
    """Ask whether the mean share is lower at test."""
    train, test = _list_share_keys("mean")
    text = f"{QUANTITIES[test.quantity].in_prose} {numbers.text(test)}"
    said = f"mean of 2024: {text} instead of {numbers.text(train)} in training"
    return Judgement((falls(numbers[train], numbers[test]),), said)


def claim_67(evidence: Evidence) -> Judgement:
    """Ask whether the mean share is lower at test, and that of most systems too."""
    frame = evidence.selection(2024).valid.dropna(subset=SHARES)
    lower = int((frame["test_gpu_share"] < frame["train_gpu_share"]).sum())
    text = f"lower at test for {write_part(lower, len(frame))} systems"
    is_most = lower > evidence.criteria[MOST] * len(frame)
    return by_tables(_judge_mean_shares)(evidence) + Judgement((is_most,), text, (MOST,))
