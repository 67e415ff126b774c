package io.rheostat.contest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.trial.TrialResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DriftTest {
  private static final PolicyRow A = MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 12, 9_950);
  private static final PolicyRow B = MadeUpRows.row(SettingsOrigin.SHIPPED, "hpa", 14, 9_900);

  @Test
  void equalRowsDoNotDrift() {
    assertThat(Drift.between(List.of(A, B), List.of(B, A), _ -> true)).isEmpty();
  }

  @Test
  void aCountThatIsOneOffIsListed() {
    PolicyRow changed = with(A, 9_951, 12);

    assertThat(Drift.between(List.of(A, B), List.of(changed, B), _ -> true))
        .singleElement()
        .asString()
        .contains(
            "rheostat (Rheostat), azure-conv, start-up 100 s, h100, seed 1: good 9950 -> 9951");
  }

  @Test
  void dollarsMayDifferInTheirLastDigitsOnly() {
    PolicyRow close = with(A, 9_950, 12 * (1 + 1e-10));
    PolicyRow off = with(A, 9_950, 12 * (1 + 1e-8));

    assertThat(Drift.between(List.of(A), List.of(close), _ -> true)).isEmpty();
    assertThat(Drift.between(List.of(A), List.of(off), _ -> true))
        .singleElement()
        .asString()
        .contains("costUsd 12.0 -> 12.00000012");
  }

  @Test
  void aBoundThatBecomesInfiniteIsListed() {
    PolicyRow boundless = new PolicyRow(A.family(), A.kind(), A.conditions(), A.result(), 1 / 0.0);

    assertThat(Drift.between(List.of(A), List.of(boundless), _ -> true))
        .singleElement()
        .asString()
        .contains("costLowerBoundUsd 7.96 -> Infinity");
  }

  @Test
  void rowsThatAreNewOrGoneAreListedAndThoseOutsideTheSubsetAreNot() {
    assertThat(Drift.between(List.of(A), List.of(B), _ -> true))
        .containsExactly(
            B.key() + ": not in the committed report", A.key() + ": in the committed report only");
    assertThat(
            Drift.between(List.of(A, B), List.of(A), row -> row.kind() == SettingsOrigin.RHEOSTAT))
        .isEmpty();
  }

  private static PolicyRow with(PolicyRow row, long good, double costUsd) {
    TrialResult of = row.result();
    TrialResult result =
        new TrialResult(
            of.policy(),
            of.trace(),
            of.seed(),
            of.requests(),
            good,
            of.averageReplicas(),
            of.gpuHours(),
            costUsd,
            of.valueUsd(),
            of.resizes());
    return new PolicyRow(row.family(), row.kind(), row.conditions(), result, row.boundUsd());
  }
}
