package io.rheostat.core.attainment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.model.estimate.LoadQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AttainmentCurveTest {
  /// A batch fills within half a minute, three seconds' wait is good, help comes after 110 s.
  private static final Overload SLOW = new Overload(8, 30, 3, 110);

  @Test
  void aSlightOverloadIsBorneUntilHelpComesAndAHeavyOneIsNot() {
    // ln(0.23 / 0.03) x 30 s of filling and 3 / 0.03 s of queueing: 161 s.
    assertThat(SLOW.lateShare(1.03, 10)).isZero();
    // ln(0.7 / 0.5) x 30 s and 6 s: 16 s of 110.
    assertThat(SLOW.lateShare(1.5, 10)).isCloseTo(1 - 16.1 / 110, within(0.01));
  }

  @Test
  void aQuickStartMakesAnOverloadCheap() {
    Overload quick = new Overload(8, 30, 3, 20);

    assertThat(quick.lateShare(1.5, 10)).isLessThan(0.25);
  }

  @Test
  void shortRequestsLeaveNoTimeToFillABatch() {
    Overload brief = new Overload(8, 0.5, 3, 110);

    assertThat(brief.lateShare(1.5, 10)).isGreaterThan(SLOW.lateShare(1.5, 10));
  }

  @Test
  void whatThePagesShowedOverrulesTheModelAsFarAsItWasSeen() {
    AttainmentCurve unseen = new AttainmentCurve(SLOW, List.of());
    AttainmentCurve seen = new AttainmentCurve(SLOW, List.of(new LoadQuality(0.85, 0.7, 60)));
    AttainmentCurve hardlySeen = new AttainmentCurve(SLOW, List.of(new LoadQuality(0.85, 0.7, 1)));

    assertThat(unseen.at(8.5, 10)).isGreaterThan(0.99);
    assertThat(seen.at(8.5, 10)).isCloseTo(0.73, within(0.02));
    assertThat(hardlySeen.at(8.5, 10)).isGreaterThan(0.93);
  }

  @Test
  void whatNoReplicaCanMakeGoodIsNotAskedFor() {
    List<LoadQuality> tooLong =
        List.of(new LoadQuality(0.3, 0.95, 1_000), new LoadQuality(0.85, 0.94, 1_000));

    assertThat(new AttainmentCurve(SLOW, tooLong).attainable()).isCloseTo(0.95, within(0.005));
  }

  @Test
  void withoutDemandAllIsGoodAndWithoutCapacityNothingIs() {
    AttainmentCurve share = new AttainmentCurve(SLOW, List.of());

    assertThat(share.at(0, 0)).isEqualTo(1);
    assertThat(share.at(1, 0)).isZero();
  }
}
