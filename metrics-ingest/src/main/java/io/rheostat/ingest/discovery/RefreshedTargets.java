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

/// Last answer of a source, queried again when due. For one thread, without any waiting: each
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

  /// Returns the groups of the last good answer.
  List<TargetGroup> groups() {
    return groups;
  }

  /// Returns the problem of the last answer.
  Optional<String> problem() {
    return lastProblem;
  }

  /// Tells whether the first question has ended, good or bad.
  boolean answered() {
    return answered;
  }

  /// Tells whether a question is under way or its answer not yet taken.
  boolean asking() {
    return question.isPresent();
  }

  /// Takes a finished answer and asks again when due. A hanging source is not asked twice at once.
  ///
  /// @return the reason of the last question's failure, once
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

  /// Cancels a question under way.
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
