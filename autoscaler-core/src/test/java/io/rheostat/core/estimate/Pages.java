package io.rheostat.core.estimate;

import io.rheostat.core.stage.Given;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Pages of a made-up service's replicas.
final class Pages {
  private static final double[] BOUNDS = {0.1, 0.5, 1, Double.POSITIVE_INFINITY};

  private Pages() {}

  /// A replica with counters of its own.
  static final class Replica {
    final String name;
    final String placement;
    double finished;
    double prompt;
    double generated;
    double running;
    double waiting;
    final double[] ttft = new double[BOUNDS.length];
    double ttftSum;

    Replica(String name, String placement) {
      this.name = name;
      this.placement = placement;
    }

    /// Some time passes: requests come and go. Gives how many came.
    double live(Random random, int most) {
      int came = random.nextInt(most + 1);
      int inside = (int) (running + waiting) + came;
      int done = random.nextInt(inside + 1);
      running = Math.min(16, inside - done);
      waiting = inside - done - running;
      finished += done;
      prompt += 500.0 * done;
      generated += 100.0 * done;
      for (int i = 0; i < done; i++) {
        int bucket = random.nextInt(BOUNDS.length);
        ttftSum += 0.1 + 0.3 * bucket + random.nextDouble() / 10;
        for (int j = bucket; j < BOUNDS.length; j++) {
          ttft[j]++;
        }
      }
      return came;
    }

    /// The process starts again: everything at zero.
    void restart() {
      finished = 0;
      prompt = 0;
      generated = 0;
      running = 0;
      waiting = 0;
      ttftSum = 0;
      Arrays.fill(ttft, 0);
    }

    List<Sample> samples() {
      List<Sample> samples = new ArrayList<>();
      samples.add(new Sample.Scalar(Signal.REQUESTS_RUNNING, running));
      samples.add(new Sample.Scalar(Signal.REQUESTS_WAITING, waiting));
      samples.add(new Sample.Scalar(Signal.REQUESTS_FINISHED, finished));
      samples.add(new Sample.Scalar(Signal.PROMPT_TOKENS, prompt));
      samples.add(new Sample.Scalar(Signal.GENERATION_TOKENS, generated));
      samples.add(new Sample.Scalar(Signal.KV_CACHE_USAGE, running / 32));
      samples.add(new Sample.Scalar(Signal.TIME_TO_FIRST_TOKEN_SUM, ttftSum));
      for (int i = 0; i < BOUNDS.length; i++) {
        samples.add(new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, BOUNDS[i], ttft[i]));
      }
      return samples;
    }

    WorkloadEvent page(String workload, Instant at) {
      return page(workload, at, samples());
    }

    WorkloadEvent page(String workload, Instant at, List<Sample> samples) {
      return new WorkloadEvent.Measured(new Reading(workload, name, placement, at, samples));
    }

    /// The page in random parts, each once or twice, in random order, its samples too.
    List<WorkloadEvent> torn(String workload, Instant at, Random random) {
      List<Sample> samples = new ArrayList<>(samples());
      Collections.shuffle(samples, random);
      List<WorkloadEvent> parts = new ArrayList<>();
      int from = 0;
      while (from < samples.size()) {
        int to = Math.min(samples.size(), from + 1 + random.nextInt(5));
        WorkloadEvent part = page(workload, at, samples.subList(from, to));
        for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
          parts.add(part);
        }
        from = to;
      }
      Collections.shuffle(parts, random);
      return parts;
    }
  }

  static WorkloadEvent declared(Declaration declaration) {
    return new WorkloadEvent.Declared(declaration);
  }

  /// Declarations of a service `chat` on `h100` and `l40s` and a job `train`.
  static List<WorkloadEvent> fleet() {
    return List.of(
        declared(Given.declare(1, Given.device("h100", 4))),
        declared(Given.declare(1, Given.device("l40s", 1))),
        declared(
            Given.declare(
                1,
                Given.service(
                    "chat",
                    "main",
                    Given.bounds(0, 20),
                    Given.placement("big", "h100"),
                    Given.placement("small", "l40s")))),
        declared(
            Given.declare(
                1,
                Given.workload(
                    "train",
                    "main",
                    Given.run(),
                    Given.bounds(0, 8),
                    Given.placement("big", "h100")))));
  }
}
