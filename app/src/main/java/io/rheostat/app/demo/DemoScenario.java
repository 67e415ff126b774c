package io.rheostat.app.demo;

import io.rheostat.contest.capacity.Scaling;
import io.rheostat.contest.scenario.TraceLoad;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.trace.DailyCourse;
import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TraceGenerator;
import io.rheostat.simulator.training.TrainingTruth;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Ground truth of the demo's world: traffic, true speeds and the replicas at the start. The loop
/// never sees this; it sees metric pages.
public final class DemoScenario {
  /// Copies of a chat trace's arrivals: with them its busiest minute takes about nine replicas.
  static final int CHAT_COPIES = 8;

  /// Requests a second of one copy, the mean of the trace that the generated one is like.
  public static final double CHAT_RATE = 5.53;

  /// The same of the code service.
  public static final double CODE_RATE = 2.57;

  private static final long COPY_JITTER_MILLIS = 15_000;

  private DemoScenario() {}

  /// Traffic of both services.
  ///
  /// @param chat the trace of the chat service, or an empty list for a generated one
  /// @param horizon length of generated traffic
  /// @param daily whether generated traffic follows the hours of the day
  public record Traffic(List<Request> chat, Duration horizon, boolean daily) {
    public Traffic {
      chat = List.copyOf(chat);
    }

    /// Creates generated traffic that is the same at all hours.
    static Traffic generated(Duration horizon) {
      return new Traffic(List.of(), horizon, false);
    }

    private List<Request> chat(Instant start, long seed) {
      return chat.isEmpty()
          ? course(TraceGenerator.conversation(seed, horizon, CHAT_COPIES * CHAT_RATE), start, seed)
          : copies(chat, seed);
    }

    private List<Request> code(Instant start, long seed) {
      return course(TraceGenerator.bursty(seed, horizon, CODE_RATE), start, seed);
    }

    private List<Request> course(List<Request> requests, Instant start, long seed) {
      return daily ? DailyCourse.of(requests, start, seed) : requests;
    }
  }

  /// Builds the world of the shipped demo fleet.
  public static Scenario of(Fleet fleet, Instant start, Traffic traffic, long seed) {
    SortedMap<String, List<Request>> traces = new TreeMap<>();
    traces.put("chat", traffic.chat(start, seed));
    traces.put("code", traffic.code(start, seed + 1));
    return new Scenario(fleet, start, traces, engines(), steps(), training(), initial(), List.of());
  }

  /// Returns a warning for a trace of the chat service with copies needing far more than its bounds
  /// allow.
  static Optional<String> beyond(RecordedTrace trace, Fleet fleet) {
    int most = Objects.requireNonNull(fleet.workloads().get("chat")).bounds().maxReplicas();
    Scaling.Peak one = Scaling.peak(trace.requests(), GroundTruth.QWEN3_32B_2_H100);
    Scaling.Peak all =
        new Scaling.Peak(
            one.first(), CHAT_COPIES * one.ratePerSecond(), CHAT_COPIES * one.replicas());
    return TraceLoad.beyond(trace, all, most, "the demo, which plays every request 8 times,");
  }

  /// Returns each arrival several times, within fifteen seconds of its own time.
  private static List<Request> copies(List<Request> base, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Request> all = new ArrayList<>(base.size() * CHAT_COPIES);
    for (Request request : base) {
      for (int copy = 0; copy < CHAT_COPIES; copy++) {
        long jitter = random.nextLong(-COPY_JITTER_MILLIS, COPY_JITTER_MILLIS + 1);
        long millis = Math.max(0, request.at().toMillis() + jitter);
        all.add(
            new Request(Duration.ofMillis(millis), request.inputTokens(), request.outputTokens()));
      }
    }
    all.sort(Comparator.comparing(Request::at));
    return all;
  }

  /// Returns the true speeds of its services' engines, by service and placement.
  public static SortedMap<String, SortedMap<String, EngineProfile>> engines() {
    SortedMap<String, SortedMap<String, EngineProfile>> engines = new TreeMap<>();
    engines.put(
        "chat",
        new TreeMap<>(
            Map.of(
                "h100-sxm-tp2", GroundTruth.QWEN3_32B_2_H100,
                "l40s-tp4", GroundTruth.QWEN3_32B_4_L40S)));
    engines.put(
        "code",
        new TreeMap<>(
            Map.of(
                "h100-sxm", GroundTruth.LLAMA_8B_1_H100,
                "l40s", GroundTruth.LLAMA_8B_1_L40S)));
    return engines;
  }

  private static SortedMap<String, SortedMap<String, StepProfile>> steps() {
    SortedMap<String, SortedMap<String, StepProfile>> steps = new TreeMap<>();
    steps.put(
        "resnet50",
        new TreeMap<>(
            Map.of(
                "h100-sxm", GroundTruth.RESNET50_H100,
                "l40s", GroundTruth.RESNET50_L40S)));
    steps.put(
        "bert",
        new TreeMap<>(Map.of("h100-sxm", GroundTruth.BERT_H100, "l40s", GroundTruth.BERT_L40S)));
    return steps;
  }

  private static SortedMap<String, TrainingTruth> training() {
    return new TreeMap<>(Map.of("resnet50", GroundTruth.RESNET50, "bert", GroundTruth.BERT));
  }

  private static SortedMap<String, Allocation> initial() {
    return new TreeMap<>(
        Map.of(
            "chat", Allocation.of("h100-sxm-tp2", 6),
            "code", Allocation.of("l40s", 2),
            "resnet50", Allocation.of("l40s", 2),
            "bert", Allocation.of("l40s", 2)));
  }
}
