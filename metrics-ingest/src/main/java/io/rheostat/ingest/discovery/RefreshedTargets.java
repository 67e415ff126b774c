package io.rheostat.ingest.discovery;

import io.rheostat.ingest.discovery.TargetSource.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a source said last, asked again when it is due. For one thread, which never waits: each
/// question has a virtual thread of its own, and its answer is taken at a later call.
final class RefreshedTargets {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshedTargets.class);

  private final TargetSource source;
  private final Duration refresh;
  private Optional<FutureTask<Answer>> question = Optional.empty();
  private Instant due = Instant.MIN;
  private boolean answered;
  private List<TargetGroup> groups = List.of();
  private Optional<String> lastProblem = Optional.empty();

  RefreshedTargets(TargetSource source, Duration refresh) {
    this.source = source;
    this.refresh = refresh;
  }

  /// The groups of the last good answer.
  List<TargetGroup> groups() {
    return groups;
  }

  /// What was wrong with the last answer.
  Optional<String> problem() {
    return lastProblem;
  }

  /// Whether the first question has come to an end, good or bad.
  boolean answered() {
    return answered;
  }

  /// Whether a question is under way or its answer not yet taken.
  boolean asking() {
    return question.isPresent();
  }

  /// Takes an answer that has come and asks again when that is due. A source that hangs is not
  /// asked twice at once.
  ///
  /// @return why the last question failed, once
  Optional<String> refresh(Instant now) {
    Optional<String> problem = Optional.empty();
    if (question.isPresent() && question.get().isDone()) {
      problem = take(question.get());
      lastProblem = problem;
      question = Optional.empty();
    }
    if (question.isEmpty() && !now.isBefore(due)) {
      due = now.plus(refresh);
      FutureTask<Answer> next = new FutureTask<>((Callable<Answer>) source::ask);
      question = Optional.of(next);
      Thread.ofVirtual().name("discovery question").start(next);
    }
    return problem;
  }

  /// Gives up a question that is under way.
  void stop() {
    question.ifPresent(one -> one.cancel(true));
  }

  private Optional<String> take(FutureTask<Answer> done) {
    answered = true;
    if (done.state() != FutureTask.State.SUCCESS) {
      // Counted by the caller like any failure; the last good targets stay.
      LOG.atError().setCause(done.exceptionNow()).log("discovery failed");
      return Optional.of("a fault of Rheostat itself; see the log");
    }
    return switch (done.resultNow()) {
      case Answer.Targets targets -> {
        groups = targets.groups();
        yield targets.problems().isEmpty()
            ? Optional.empty()
            : Optional.of(String.join("; ", targets.problems()));
      }
      case Answer.Failed failed -> Optional.of(failed.words());
    };
  }
}
