package io.rheostat.actuator.protocol;

import io.rheostat.actuator.protocol.admission.Admission;
import io.rheostat.actuator.protocol.admission.AdmissionVerdict;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.CommandQueue;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.actuator.protocol.queue.Position;
import io.rheostat.actuator.protocol.queue.ProtocolEffect;
import io.rheostat.actuator.protocol.queue.ProtocolEvent;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// Desk of incoming commands and their ends: a queue for each workload, and the open records of
/// each partition of the commands' log.
///
/// It takes events and returns the commands to apply, their outcomes and the offsets to commit with
/// them. It reads no clock, does no I/O and knows no thread, so a simulation can drive the real
/// protocol. Not safe for use by several threads.
public final class CommandDesk {
  /// Most records to hand in between two checks of [#full].
  public static final int MOST_AT_ONCE = OffsetLedger.MOST_AT_ONCE;

  private final SplittableRandom random;
  private final Admission admission;
  private final OpenRecords records = new OpenRecords();
  private final SortedMap<CommandLane, CommandQueue> queues = new TreeMap<>();
  private final SortedMap<CommandLane, EndedGenerations> ended = new TreeMap<>();
  private final SortedSet<CommandLane> waiting = new TreeSet<>();
  private boolean news;
  private final List<Carry> carries = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();

  /// An attempt to make.
  ///
  /// @param lane lane of the command
  /// @param command command to apply; of a command not applicable at once as a whole, its first
  ///     part
  /// @param rest reason why the rest has to wait; empty text when nothing is left out
  public record Carry(CommandLane lane, Command command, String rest) {}

  private record Ending(CommandLane lane, Outcome outcome) {}

  /// Creates an empty desk.
  ///
  /// @param admission the final check of a command before it is applied
  /// @param seed seed of the random delays of retries
  public CommandDesk(Admission admission, long seed) {
    this.admission = admission;
    random = new SplittableRandom(seed);
  }

  /// Assigns a partition to this desk.
  ///
  /// @param committed content of its last commit
  /// @param end first offset that did not exist yet: commands before it may have been tried
  /// @param endedBefore generations recorded by earlier conclusions, by workload
  public void assigned(
      int partition, Commit committed, long end, SortedMap<String, EndedGenerations> endedBefore) {
    revoked(partition);
    records.assigned(partition, committed, end);
    endedBefore.forEach(
        (workload, generations) -> {
          CommandLane lane = new CommandLane(partition, workload);
          ended.put(lane, generations);
          admission.ended(workload, generations);
          queues.put(lane, CommandQueue.after(generations.generations()));
        });
  }

  /// Revokes a partition: all its data in memory is dropped.
  public void revoked(int partition) {
    records.revoked(partition);
    queues.keySet().removeIf(lane -> lane.partition() == partition);
    ended.keySet().removeIf(lane -> lane.partition() == partition);
    waiting.removeIf(lane -> lane.partition() == partition);
    carries.removeIf(carry -> carry.lane().partition() == partition);
    endings.removeIf(ending -> ending.lane().partition() == partition);
  }

  /// Records that all records of a partition before an offset have been handed in.
  public void reached(int partition, long offset) {
    news |= records.reached(partition, offset);
  }

  /// Receives a record of the commands' log; false when it was dealt with before or is not this
  /// desk's.
  public boolean received(Position position, Command command, Instant now) {
    if (!records.begins(position)) {
      return false;
    }
    CommandLane lane = new CommandLane(position.partition(), command.workload());
    records.carries(position, lane, command.generation());
    if (records.isInherited(position) && !queue(lane).knows(command.generation())) {
      admission.inherited(command);
    }
    step(lane, new ProtocolEvent.Received(command), now);
    if (isOver(lane, command)) {
      // It came again after its end: no second outcome will free this record.
      records.end(lane, command.generation());
    }
    return true;
  }

  /// Passes over an unreadable record: it has no command to answer.
  public void unreadable(Position position) {
    if (records.begins(position)) {
      records.end(position);
    }
  }

  private boolean isOver(CommandLane lane, Command command) {
    for (Ending ending : endings) {
      if (ending.lane().equals(lane)
          && ending.outcome().generation().equals(command.generation())) {
        return false;
      }
    }
    return !queue(lane).holds(command.generation());
  }

  private CommandQueue queue(CommandLane lane) {
    return queues.getOrDefault(lane, CommandQueue.EMPTY);
  }

  /// Sets the declarations from here on. Waiting commands of workloads frozen by them end at once.
  public void declared(DeclaredState declared, Instant now) {
    admission.declared(declared);
    news = true;
    tick(now);
  }

  /// Records an observation of a workload.
  ///
  /// @param begun time its observation began
  public void observed(Observed observed, Instant begun) {
    admission.observed(observed, begun);
    news = true;
  }

  /// Records the end of an attempt. An attempt begun before its partition was revoked is ignored.
  public void attempted(Carry carry, Attempt attempt, Instant now) {
    boolean part = !carry.rest().isEmpty();
    if (part && attempt instanceof Attempt.Accepted) {
      again(carry.lane(), carry.command(), carry.rest(), now);
      return;
    }
    admission.answered(carry.command(), attempt, now);
    ProtocolEvent event =
        new ProtocolEvent.Attempted(carry.command().generation(), attempt, random.nextDouble());
    step(carry.lane(), event, now);
  }

  /// Schedules another try after a while, as if its target had not answered, or as soon as there is
  /// news.
  private void again(CommandLane lane, Command command, String reason, Instant now) {
    waiting.add(lane);
    Attempt waits = new Attempt.Unreachable(reason);
    step(lane, new ProtocolEvent.Attempted(command.generation(), waits, random.nextDouble()), now);
  }

  /// Advances the time.
  public void tick(Instant now) {
    if (news) {
      news = false;
      List<CommandLane> hopeful = List.copyOf(waiting);
      waiting.clear();
      hopeful.forEach(lane -> step(lane, new ProtocolEvent.Cleared(), now));
    }
    for (CommandLane lane : List.copyOf(queues.keySet())) {
      if (!queue(lane).isIdle()) {
        step(
            lane,
            admission
                .declared()
                .frozenBy(lane.workload())
                .<ProtocolEvent>map(ProtocolEvent.Frozen::new)
                .orElseGet(ProtocolEvent.Tick::new),
            now);
      }
    }
  }

  private void step(CommandLane lane, ProtocolEvent event, Instant now) {
    if (!records.areAssigned(lane.partition())) {
      return;
    }
    CommandQueue.Step step = queue(lane).step(event, now);
    queues.put(lane, step.queue());
    for (ProtocolEffect effect : step.effects()) {
      switch (effect) {
        case ProtocolEffect.Carry(Command command) -> carry(lane, command, now);
        case ProtocolEffect.Conclude(Outcome outcome) -> {
          admission.concluded(outcome.workload(), outcome.generation());
          endings.add(new Ending(lane, outcome));
        }
      }
    }
  }

  private void carry(CommandLane lane, Command command, Instant now) {
    switch (admission.judge(command, records.isComplete(lane.partition()), now)) {
      case AdmissionVerdict.Admitted(Command part, String rest) -> {
        admission.tried(command, part);
        carries.add(new Carry(lane, part, rest));
      }
      case AdmissionVerdict.Refused(String reason) ->
          step(
              lane,
              new ProtocolEvent.Attempted(command.generation(), new Attempt.Refused(reason)),
              now);
      case AdmissionVerdict.Waits(String reason) -> again(lane, command, reason, now);
    }
  }

  /// Returns the attempts to make now; each is returned once.
  public List<Carry> carries() {
    List<Carry> due = List.copyOf(carries);
    carries.clear();
    return due;
  }

  /// Returns the data to write in one transaction now, if any; each is returned once. When that
  /// transaction fails the desk is of no use any more: another one goes on from the last commit.
  public Optional<Conclusion> conclusion() {
    if (endings.isEmpty()) {
      return Optional.empty();
    }
    List<Outcome> outcomes = new ArrayList<>();
    SortedSet<Integer> touched = new TreeSet<>();
    SortedMap<CommandLane, EndedGenerations> changed = new TreeMap<>();
    for (Ending ending : endings) {
      Outcome outcome = ending.outcome();
      outcomes.add(outcome);
      records.end(ending.lane(), outcome.generation());
      touched.add(ending.lane().partition());
      EndedGenerations more =
          ended
              .getOrDefault(ending.lane(), EndedGenerations.NONE)
              .with(
                  outcome.generation(), admission.changed(outcome.workload(), outcome.generation()))
              .dated(generation -> admission.changed(outcome.workload(), generation))
              .with(admission.unsettled(outcome.workload()));
      ended.put(ending.lane(), more);
      changed.put(ending.lane(), more);
    }
    endings.clear();
    return Optional.of(new Conclusion(outcomes, records.commits(touched), changed));
  }

  /// Returns the partitions closed to further records until something has ended.
  public Set<Integer> full() {
    return records.full();
  }
}
