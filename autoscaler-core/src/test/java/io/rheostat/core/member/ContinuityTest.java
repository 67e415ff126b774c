package io.rheostat.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Given;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Watch over a member's sources, second by second.
class ContinuityTest {
  private static Continuity complete(double... seconds) {
    Continuity watch = Continuity.NEW;
    for (double second : seconds) {
      watch = watch.complete(Given.at(second));
    }
    return watch;
  }

  @Test
  void aNewWatchHasSeenNothing() {
    assertThat(Continuity.NEW.watched(Given.at(9))).isEqualTo(Duration.ZERO);
    assertThat(Continuity.NEW.silentReplicas(Given.at(9))).isZero();
    assertThat(Continuity.NEW.estimatedAt()).isEmpty();
  }

  @Test
  void everySourceHasItsOwnTime() {
    Continuity watch =
        Continuity.NEW
            .estimated(Given.at(1))
            .observed(Given.at(2))
            .alerted(Given.at(3))
            .concluded(Given.at(4));

    assertThat(watch.estimatedAt()).contains(Given.at(1));
    assertThat(watch.observedAt()).contains(Given.at(2));
    assertThat(watch.alertedAt()).contains(Given.at(3));
    assertThat(watch.concludedAt()).contains(Given.at(4));
  }

  @Test
  void aSourceLeavesTheOthersAlone() {
    Continuity before = complete(0).missing(2, Given.at(0)).estimated(Given.at(1));
    Continuity after =
        before
            .observed(Given.at(5))
            .alerted(Given.at(6))
            .concluded(Given.at(7))
            .estimated(Given.at(8));

    assertThat(after.completeSince()).isEqualTo(before.completeSince());
    assertThat(after.completeAt()).isEqualTo(before.completeAt());
    assertThat(after.silent()).isEqualTo(before.silent());
  }

  @Test
  void coverageIsWatchedFromItsFirstTime() {
    assertThat(complete(10, 20, 30).watched(Given.at(35))).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void aGapOfNinetySecondsIsNone() {
    assertThat(complete(10, 100).completeSince()).contains(Given.at(10));
    assertThat(complete(10, 100.001).completeSince()).contains(Given.at(100.001));
    assertThat(complete(10, 100).completeAt()).contains(Given.at(100));
  }

  @Test
  void silentReplicasCountAfterAMinute() {
    Continuity watch = Continuity.NEW.missing(3, Given.at(0));

    assertThat(watch.silentReplicas(Given.at(59.999))).isZero();
    assertThat(watch.silentReplicas(Given.at(60))).isEqualTo(3);
  }

  @Test
  void moreSilentReplicasHaveATimeOfTheirOwn() {
    Continuity watch = Continuity.NEW.missing(2, Given.at(0)).missing(5, Given.at(30));

    assertThat(watch.silentReplicas(Given.at(60))).isEqualTo(2);
    assertThat(watch.silentReplicas(Given.at(90))).isEqualTo(5);
  }

  @Test
  void fewerSilentReplicasKeepTheLongestTime() {
    Continuity watch =
        Continuity.NEW.missing(2, Given.at(0)).missing(5, Given.at(30)).missing(3, Given.at(40));

    // Two since the start, a third since there were five.
    assertThat(watch.silent())
        .containsExactly(
            new Continuity.Silent(2, Given.at(0)), new Continuity.Silent(3, Given.at(30)));
    assertThat(Continuity.NEW.missing(5, Given.at(0)).missing(1, Given.at(50)).silent())
        .containsExactly(new Continuity.Silent(1, Given.at(0)));
  }

  @Test
  void theSameNumberKeepsItsTime() {
    Continuity watch = Continuity.NEW.missing(2, Given.at(0)).missing(2, Given.at(30));

    assertThat(watch.silent()).containsExactly(new Continuity.Silent(2, Given.at(0)));
  }

  @Test
  void withoutSilentReplicasNothingIsRemembered() {
    assertThat(Continuity.NEW.missing(0, Given.at(0)).silent()).isEmpty();
    assertThat(Continuity.NEW.missing(3, Given.at(0)).missing(0, Given.at(9)).silent()).isEmpty();
  }

  @Test
  void thirtyTwoLevelsAreRemembered() {
    Continuity watch = Continuity.NEW;
    for (int n = 1; n <= 40; n++) {
      watch = watch.missing(n, Given.at(n));
    }

    assertThat(watch.silent()).hasSize(32);
    assertThat(watch.silentReplicas(Given.at(500))).isEqualTo(32);
  }

  @Test
  void anAgeIsNeverNegative() {
    assertThat(Continuity.age(Given.at(3), Given.at(10))).isEqualTo(Duration.ofSeconds(7));
    assertThat(Continuity.age(Given.at(10), Given.at(3))).isEqualTo(Duration.ZERO);
  }
}
