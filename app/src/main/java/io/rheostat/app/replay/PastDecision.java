package io.rheostat.app.replay;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.PartitionTasks;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.core.plan.DecisionPoint;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DecisionCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// Last decision on a workload at a past time, made again from recorded logs.
///
/// @param decision the decision
/// @param point all it was made from
/// @param newest newest decisions on the workloads of the partition at that time
/// @param recorded whether it came out byte for byte as recorded; not when another version of
///     Rheostat made it, or the fold began with nothing within a log
/// @param cold whether the fold began with nothing although its log began before
public record PastDecision(
    Decision decision, DecisionPoint point, List<Decision> newest, boolean recorded, boolean cold) {
  public PastDecision {
    newest = List.copyOf(newest);
  }

  /// Finds the last decision on a workload at a time; empty when none was made between the begin of
  /// what is folded and then.
  ///
  /// @throws IOException when the logs cannot be read
  public static Optional<PastDecision> find(Recording recording, String workload, Instant at)
      throws IOException, InterruptedException {
    List<Callable<Optional<PastDecision>>> folds = new ArrayList<>();
    List<Recording.Section> sections = recording.sections(StageBinding.PLAN, new ReplayPace());
    for (int partition = 0; partition < sections.size(); partition++) {
      Recording.Section section = sections.get(partition);
      folds.add(new Search(recording, section, partition, workload, at)::run);
    }
    // A workload that moved was decided on in two pools.
    return PartitionTasks.run(folds).stream()
        .flatMap(Optional::stream)
        .max(Comparator.comparing(one -> one.decision().at()));
  }

  /// Fold of one partition of the pool-log that keeps the last decision on a workload.
  private static final class Search implements Ledger<PoolState, PlanEffect> {
    private final Recording recording;
    private final Recording.Section section;
    private final int partition;
    private final String workload;
    private final Instant at;
    private final PartitionFold<PoolState, PoolEvent, PlanEffect> fold;
    private final Map<String, Decision> newest = new TreeMap<>();
    private PoolEvent event = new PoolEvent.Tick();
    private long offset;
    private boolean cold;
    private Optional<Found> found = Optional.empty();

    /// Decision with its input.
    private record Found(Decision decision, DecisionPoint point, long offset) {}

    private Search(
        Recording recording,
        Recording.Section section,
        int partition,
        String workload,
        Instant at) {
      this.recording = recording;
      this.section = section;
      this.partition = partition;
      this.workload = workload;
      this.at = at;
      fold = section.begin(StageBinding.PLAN, partition, recording.partitions());
    }

    private Optional<PastDecision> run() throws IOException {
      try (LogCursor log = recording.log(Topic.POOL_LOG, partition, section.first())) {
        Optional<LogRecord> next = log.next();
        cold = next.filter(section::startsCold).isPresent();
        while (next.isPresent()
            && next.get().offset() < section.to()
            && next.get().timestampMillis() <= at.toEpochMilli()) {
          accept(next.get());
          next = log.next();
        }
      }
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Found last = found.get();
      return Optional.of(
          new PastDecision(
              last.decision(), last.point(), List.copyOf(newest.values()), isRecorded(last), cold));
    }

    private void accept(LogRecord record) {
      try {
        event = StageBinding.PLAN.decode().apply(record.value());
        offset = record.offset();
        fold.accept(event, Instant.ofEpochMilli(record.timestampMillis()), this);
      } catch (MalformedRecordException _) {
        // The stage passes over it and counts it.
      }
    }

    private boolean isRecorded(Found last) throws IOException {
      byte[] made = DecisionCodec.encode(last.decision());
      try (LogCursor decisions = recording.effects(Topic.DECISIONS, partition)) {
        for (Optional<LogRecord> next = decisions.next();
            next.isPresent() && next.get().inputOffset() <= last.offset();
            next = decisions.next()) {
          LogRecord one = next.get();
          if (one.inputOffset() == last.offset()
              && one.key().equals(workload)
              && Arrays.equals(one.value(), made)) {
            return true;
          }
        }
      }
      return false;
    }

    @Override
    public boolean applied(String key) {
      return false;
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      // The stages pass over the step, and so does replay, which counts it.
    }

    @Override
    public void stepped(String key, PoolState before, PoolState after, List<PlanEffect> effects) {
      for (PlanEffect effect : effects) {
        if (effect instanceof PlanEffect.Decided(Decision decision)
            && !(decision instanceof Decision.Request)) {
          newest.put(decision.workload(), decision);
          if (decision.workload().equals(workload) && before.member(workload).isPresent()) {
            Moment moment = new Moment(fold.now(), fold.catalogue());
            DecisionPoint point = DecisionPoint.of(before, event, moment, workload);
            found = Optional.of(new Found(decision, point, offset));
          }
        }
      }
    }
  }
}
