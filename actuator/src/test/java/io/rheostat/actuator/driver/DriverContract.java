package io.rheostat.actuator.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Promises of every driver. A new one extends this beside its own tests: the target it names is a
/// real one, or a fake that keeps to the same fence.
public abstract class DriverContract {
  protected static final String WORKLOAD = "chat";
  protected static final String PLACEMENT = "h100";

  /// This Rheostat, and another one on the same target.
  protected static final Owner OURS = new Owner("cluster-a/fleet-a");

  protected static final Owner OTHERS = new Owner("cluster-b/fleet-b");

  private static final Generation FIRST = new Generation(1, 1);
  private static final Generation SECOND = new Generation(1, 2);
  private static final Generation THIRD = new Generation(1, 3);

  /// The driver of this Rheostat, before a target that holds nothing yet.
  protected final Driver driver() {
    return driver(OURS);
  }

  /// The driver of some Rheostat before that target; the one that was asked for last is the one
  /// that is used.
  protected abstract Driver driver(Owner owner);

  protected abstract Target target();

  /// Lets time pass until the driver could know what the target does.
  protected void settle() {}

  /// Makes the target answer nobody.
  protected abstract void breakTarget();

  @Test
  final void an_order_is_held_and_seen_with_its_generation() {
    assertThat(apply(2, SECOND)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(SECOND);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void the_same_order_again_is_taken_and_changes_nothing() {
    apply(2, SECOND);

    assertThat(apply(2, SECOND)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(SECOND);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void an_older_generation_is_refused_by_the_target() {
    apply(2, THIRD);

    assertThat(apply(1, SECOND)).isInstanceOf(Attempt.Refused.class);

    assertThat(seen().generation()).isEqualTo(THIRD);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void a_newer_generation_is_taken() {
    apply(2, SECOND);

    assertThat(apply(0, THIRD)).isInstanceOf(Attempt.Accepted.class);

    assertThat(seen().generation()).isEqualTo(THIRD);
    assertThat(wanted()).isZero();
  }

  @Test
  final void the_statuses_are_those_of_the_placements_asked_about() {
    apply(1, SECOND);
    settle();

    assertThat(seen().placements())
        .extracting(PlacementStatus::placement)
        .containsExactly(PLACEMENT);
  }

  @Test
  final void a_target_that_does_not_answer_is_neither_a_refusal_nor_a_report() {
    apply(1, SECOND);
    breakTarget();

    assertThat(apply(2, THIRD)).isInstanceOf(Attempt.Unreachable.class);
    assertThat(driver().observe(workload())).isInstanceOf(DriverReport.Unknown.class);
  }

  @Test
  final void whatAnotherRheostatResizesIsRefusedAndTheAnswerSaysWho() {
    apply(2, SECOND);

    Attempt attempt = applyAs(OTHERS, target(), 5, new Generation(9, 9));

    assertThat(attempt)
        .isInstanceOfSatisfying(
            Attempt.Refused.class, refused -> assertThat(refused.reason()).contains(OURS.id()));
    assertThat(seen().generation()).isEqualTo(SECOND);
    assertThat(wanted()).isEqualTo(2);
  }

  @Test
  final void anotherRheostatIsAnotherWriterAndItsGenerationIsNotOurs() {
    apply(2, SECOND);

    DriverReport.Seen seen = seenAs(OTHERS, target());

    assertThat(seen.otherWriter())
        .hasValueSatisfying(who -> assertThat(who).contains("another Rheostat", OURS.id()));
    assertThat(seen.generation()).isEqualTo(Generation.NONE);
    assertThat(seen.placements().getFirst().wanted()).isEqualTo(2);
    assertThat(seen().otherWriter()).isEmpty();
  }

  @Test
  final void takeOverMovesATargetToAnotherRheostatForGood() {
    apply(2, SECOND);

    assertThat(applyAs(OTHERS, takingOver(), 5, FIRST)).isInstanceOf(Attempt.Accepted.class);

    DriverReport.Seen theirs = seenAs(OTHERS, target());
    assertThat(theirs.generation()).isEqualTo(FIRST);
    assertThat(theirs.otherWriter()).isEmpty();
    assertThat(theirs.placements().getFirst().wanted()).isEqualTo(5);
    assertThat(apply(1, THIRD)).isInstanceOf(Attempt.Refused.class);
    assertThat(seen().otherWriter())
        .hasValueSatisfying(who -> assertThat(who).contains(OTHERS.id()));
  }

  private Target takingOver() {
    SortedMap<String, String> settings = new TreeMap<>(target().settings());
    settings.put(Owner.TAKE_OVER, "true");
    return new Target(target().driver(), settings);
  }

  private Attempt applyAs(Owner owner, Target at, int replicas, Generation generation) {
    return driver(owner).apply(WORKLOAD, new Order(PLACEMENT, at, replicas), generation);
  }

  private DriverReport.Seen seenAs(Owner owner, Target at) {
    DriverReport report =
        driver(owner).observe(Commands.workload(WORKLOAD, "east", 0, at, PLACEMENT));
    assertThat(report).isInstanceOf(DriverReport.Seen.class);
    return (DriverReport.Seen) report;
  }

  protected final Attempt apply(int replicas, Generation generation) {
    return driver().apply(WORKLOAD, new Order(PLACEMENT, target(), replicas), generation);
  }

  protected final Workload workload() {
    return Commands.workload(WORKLOAD, "east", 0, target(), PLACEMENT);
  }

  protected final DriverReport.Seen seen() {
    DriverReport report = driver().observe(workload());
    assertThat(report).isInstanceOf(DriverReport.Seen.class);
    return (DriverReport.Seen) report;
  }

  private int wanted() {
    return seen().placements().getFirst().wanted();
  }
}
