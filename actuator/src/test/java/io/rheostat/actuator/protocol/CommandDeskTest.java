package io.rheostat.actuator.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Commands;
import io.rheostat.actuator.protocol.admission.Admission;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.actuator.protocol.queue.Position;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommandDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Attempt ACCEPTED = new Attempt.Accepted("yes");
  private static final Attempt UNREACHABLE = new Attempt.Unreachable("nobody there");

  private final SortedMap<String, String> frozen = new TreeMap<>();
  private CommandDesk desk = new CommandDesk(new Admission(), 1);

  @BeforeEach
  void open() {
    assigned(Commit.START, 0, new TreeMap<>());
  }

  @Test
  void an_outcome_its_offset_and_what_ended_go_together() {
    desk.received(new Position(0, 0), command(1), NOW);
    carryAll(ACCEPTED);

    Conclusion conclusion = desk.conclusion().orElseThrow();

    assertThat(conclusion.outcomes())
        .extracting(Outcome::result)
        .containsExactly(Outcome.Result.APPLIED);
    assertThat(conclusion.commits()).containsExactly(Map.entry(0, new Commit(1, "")));
    assertThat(conclusion.ended()).containsOnlyKeys(new CommandLane(0, "chat"));
    assertThat(desk.conclusion()).isEmpty();
  }

  @Test
  void a_record_that_comes_twice_around_a_crash_is_one_command() {
    desk.received(new Position(0, 0), command(1), NOW);
    carryAll(ACCEPTED);
    Conclusion conclusion = desk.conclusion().orElseThrow();
    SortedMap<String, EndedGenerations> ended = new TreeMap<>();
    conclusion.ended().forEach((lane, generations) -> ended.put(lane.workload(), generations));
    desk = new CommandDesk(new Admission(), 2);
    assigned(new Commit(1, ""), 2, ended);

    desk.received(new Position(0, 1), command(1), NOW);

    assertThat(desk.carries()).isEmpty();
    assertThat(desk.conclusion()).isEmpty();
  }

  @Test
  void a_raise_waits_for_all_that_an_earlier_life_may_have_tried() {
    desk = new CommandDesk(new Admission(), 2);
    assigned(Commit.START, 2, new TreeMap<>());
    desk.received(new Position(0, 0), command(1), NOW);
    assertThat(desk.carries()).isEmpty();

    desk.reached(0, 2);
    desk.tick(NOW);

    assertThat(desk.carries()).hasSize(1);
  }

  @Test
  void a_freeze_ends_what_waits_for_its_next_try_at_once() {
    desk.received(new Position(0, 0), command(1), NOW);
    carryAll(UNREACHABLE);
    frozen.put("chat", "ada");

    declare();

    assertThat(desk.conclusion().orElseThrow().outcomes())
        .extracting(Outcome::detail)
        .containsExactly("frozen by ada");
  }

  @Test
  void aCommandThatEndsWhileACallOfItMayBeUnderWaySaysWhatItMayStillDo() {
    desk.received(new Position(0, 0), command(1), NOW);
    carryAll(UNREACHABLE);
    frozen.put("chat", "ada");
    declare();

    EndedGenerations ended = endedOfChat();

    Instant until = command(1).expiresAt().plus(Command.LONGEST_CALL);
    assertThat(ended.unsettled())
        .hasEntrySatisfying(
            command(1).generation(), left -> assertThat(left.until()).isEqualTo(until));
    desk = new CommandDesk(new Admission(), 2);
    assigned(new Commit(1, ""), 1, new TreeMap<>(Map.of("chat", ended)));
    frozen.clear();
    declare();
    desk.received(new Position(0, 1), command(2), NOW);
    carryAll(ACCEPTED);
    assertThat(endedOfChat().unsettled()).containsOnlyKeys(command(1).generation());
  }

  @Test
  void whatATakenCommandLeavesToAnEarlierOneIsRecordedWithItsEnd() {
    desk.received(new Position(0, 0), command(1), NOW);
    carryAll(UNREACHABLE);
    desk.received(new Position(0, 1), command(2), NOW);
    assertThat(endedOfChat().changes())
        .containsEntry(command(1).generation(), command(1).expiresAt().plus(Command.LONGEST_CALL));

    carryAll(ACCEPTED);

    assertThat(endedOfChat().changes())
        .containsOnly(
            Map.entry(command(1).generation(), NOW), Map.entry(command(2).generation(), NOW));
  }

  private EndedGenerations endedOfChat() {
    return requireNonNull(desk.conclusion().orElseThrow().ended().get(new CommandLane(0, "chat")));
  }

  @Test
  void what_was_taken_away_concludes_nothing() {
    desk.received(new Position(0, 0), command(1), NOW);
    List<CommandDesk.Carry> carries = desk.carries();
    desk.revoked(0);

    carries.forEach(carry -> desk.attempted(carry, ACCEPTED, NOW));

    assertThat(desk.conclusion()).isEmpty();
  }

  private void assigned(Commit commit, long end, SortedMap<String, EndedGenerations> ended) {
    desk.assigned(0, commit, end, ended);
    declare();
    PlacementStatus one =
        new PlacementStatus("big", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    Observed seen =
        new Observed("chat", "east", NOW, Generation.NONE, List.of(one), false, Optional.empty());
    desk.observed(seen, NOW);
  }

  private void declare() {
    Pool pool = new Pool("east", new TreeMap<>(Map.of("h100", 8)), OptionalDouble.empty(), 1, 1);
    Fleet fleet =
        new Fleet(
            new TreeMap<>(),
            new TreeMap<>(Map.of("east", pool)),
            new TreeMap<>(
                Map.of("chat", Commands.workload("chat", "east", 1, Commands.target("x"), "big"))));
    desk.declared(new DeclaredState(fleet, frozen), NOW);
  }

  private void carryAll(Attempt attempt) {
    desk.carries().forEach(carry -> desk.attempted(carry, attempt, NOW));
  }

  private static Command command(int counter) {
    return Commands.command(
        "chat",
        new Generation(1, counter),
        NOW,
        new Order("big", Commands.target("x"), 1 + counter));
  }
}
