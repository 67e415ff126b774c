package io.rheostat.app.service.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.streams.StageBoard;
import io.rheostat.streams.StreamsHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// Health of this process, part by part. It is well only when every part has turned within its own
/// period.
public final class Vitals {
  /// Ticks come once a second: a partition without any record for so long stands.
  private static final Duration IDLE = Duration.ofSeconds(15);

  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int REPEATED = 3;

  private final StageBoard board;
  private final InstantSource clock;
  private final List<Supplier<Optional<String>>> parts = new CopyOnWriteArrayList<>();
  private final List<String> remarks = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<String>>> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<StreamsHost> host = Optional.empty();

  public Vitals(StageBoard board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  /// Asks a part from now on.
  public void watch(Supplier<Optional<String>> part) {
    parts.add(part);
  }

  /// Watches the stages from now on.
  public void watch(StreamsHost running) {
    host = Optional.of(running);
  }

  /// Adds a remark for the life of the process, not urgent enough to wake anybody.
  public void remark(String words) {
    remarks.add(words);
  }

  /// Asks for remarks from now on.
  public void remarks(Supplier<List<String>> more) {
    asked.add(more);
  }

  /// Returns all problems, for a person.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    parts.forEach(part -> part.get().ifPresent(problems::add));
    host.flatMap(StreamsHost::problem).ifPresent(problems::add);
    for (StageBoard.Status status : board.statuses()) {
      partition(status, problems);
    }
    return problems;
  }

  private void partition(StageBoard.Status status, List<String> problems) {
    String where = status.stage() + " partition " + status.partition();
    if (status.idle().compareTo(IDLE) > 0) {
      problems.add("the clock of " + where + " stands since " + status.idle().toSeconds() + " s");
    } else if (isReal() && status.now().isAfter(Instant.EPOCH)) {
      skew(status, where).ifPresent(problems::add);
    }
    status
        .faults()
        .forEach(
            (what, fault) -> {
              if (fault.times() >= REPEATED) {
                problems.add(
                    "%s fails at every %s, %d times, last at offset %d: %s"
                        .formatted(where, what, fault.times(), fault.offset(), fault.problem()));
              }
            });
  }

  private Optional<String> skew(StageBoard.Status status, String where) {
    Duration ahead = Duration.between(clock.instant(), status.now());
    return ahead.abs().compareTo(SKEW) <= 0
        ? Optional.empty()
        : Optional.of(
            "%s is %d s %s this machine's clock"
                .formatted(
                    where, ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
  }

  private boolean isReal() {
    return clock.equals(InstantSource.system());
  }

  /// Returns remarks for a person although all is well: lost state, settings this login may not
  /// change.
  public List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    asked.forEach(more -> all.addAll(more.get()));
    for (StageBoard.Status status : board.statuses()) {
      for (String lost : status.lost()) {
        all.add(
            "learned anew in %s partition %d: %s"
                .formatted(status.stage(), status.partition(), lost));
      }
    }
    return all;
  }

  /// Adds every partition folded here to a state: its time, the difference to the clock, and its
  /// lost state.
  public void describe(ObjectNode json) {
    ArrayNode partitions = json.putArray("partitions");
    for (StageBoard.Status status : board.statuses()) {
      ObjectNode entry =
          partitions
              .addObject()
              .put("stage", status.stage())
              .put("partition", status.partition())
              .put("now", status.now().toString())
              .put("aheadSeconds", Duration.between(clock.instant(), status.now()).toSeconds())
              .put("idleSeconds", status.idle().toSeconds());
      status.lost().forEach(entry.putArray("lost")::add);
    }
    ArrayNode problems = json.putArray("problems");
    problems().forEach(problems::add);
  }
}
