package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.DOLLARS;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.POSITIVE_NUMBER;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import java.util.List;

/// The keys of objectives, by type of workload.
public final class ObjectiveShapes {
  public static final String ACCUMULATES = "allowed";

  private ObjectiveShapes() {}

  static Mapping inference() {
    Mapping slo =
        mapping(
            required("ttft", POSITIVE_DURATION, "3s", "Limit of the time to first token."),
            required(
                "tpot", POSITIVE_DURATION, "100ms", "Limit of the mean time per output token."),
            defaulted(
                "attainment",
                quantity(NumberUnit.SHARE, LowerBound.AT_LEAST_ZERO),
                "99%",
                "Wanted share of good requests."));
    Mapping expected =
        mapping(
            required(
                "rate", quantity(NumberUnit.RATE, LowerBound.AT_LEAST_ZERO), "5.5/s", "Requests."),
            required("inputTokens", POSITIVE_NUMBER, "1155", "Mean prompt tokens of a request."),
            required("outputTokens", POSITIVE_NUMBER, "211", "Mean tokens generated for it."));
    return mapping(
        required("slo", slo, "{ttft: 3s, tpot: 100ms, attainment: 99%}", "When a request is good."),
        required("value", value(), "{perThousandGoodRequests: 4.00 USD}", "What it is worth."),
        optional(
            "expected",
            expected,
            "{rate: 5.5/s, inputTokens: 1155, outputTokens: 211}",
            "Demand to plan for before any was measured."),
        defaulted(
            "minQuality",
            quantity(NumberUnit.SHARE, LowerBound.AT_LEAST_ZERO),
            "0",
            "Lowest quality of a placement's answers."));
  }

  static Mapping value() {
    return mapping(
        required(
            "perThousandGoodRequests", DOLLARS, "4.00 USD", "What a thousand good requests earn."));
  }

  static Mapping training() {
    Mapping value =
        mapping(
            optional(
                "delayCostPerHour",
                quantity(NumberUnit.DOLLARS, LowerBound.POSITIVE),
                "2 USD",
                "What an hour of the job's completion time costs, queueing included."),
            optional("onCompletion", DOLLARS, "9000 USD", "What the finished run is worth."),
            optional(
                "deadline", new Shape.Moment(), "2026-12-24T00:00Z", "When it should be done."),
            defaulted(
                "lateLossPerHour", DOLLARS, "0 USD", "What each hour after the deadline loses."));
    return mapping(
        required(
            "work",
            mapping(
                required("samples", POSITIVE_NUMBER, "2.0e9", "At full statistical efficiency.")),
            "{samples: 2.0e9}",
            "What there is to do."),
        defaulted("batch", batch(), "{perWorker: 32}", "Samples of a step."),
        optional(
            "profile",
            TEXT,
            "resnet50-imagenet",
            "Key of jobs that train the same model on the same data: the later know what ended ones"
                + " learned of its speed. Needs delayCostPerHour."),
        optional(
            "owner",
            TEXT,
            "research",
            "Person or team it is run for, one of the pool's owners. Needs delayCostPerHour."),
        required("value", value, "{onCompletion: 9000 USD}", "What it is worth."));
  }

  private static Mapping batch() {
    return mapping(
        defaulted("perWorker", POSITIVE_NUMBER, "32", "Local batch of one worker."),
        optional(
            "initial",
            POSITIVE_NUMBER,
            "256",
            "Batch at which statistical efficiency is 1; perWorker x the smallest width."),
        optional(
            "max",
            POSITIVE_NUMBER,
            "4096",
            "Largest batch of a job that adapts it; left out, each worker keeps perWorker."),
        optional(
            "perWorkerMin", POSITIVE_NUMBER, "16", "Smallest local batch; perWorker if left out."),
        optional(
            "perWorkerMax", POSITIVE_NUMBER, "64", "Largest local batch; perWorker if left out."),
        defaulted(
            "accumulation",
            words(List.of(ACCUMULATES, "none")),
            ACCUMULATES,
            "Whether workers may add up gradients over several passes."));
  }

  static Mapping profiled() {
    return mapping(
        required(
            "value",
            mapping(
                required(
                    "perPerformance", DOLLARS, "1 USD", "What a score of 1 earns in an hour.")),
            "{perPerformance: 1 USD}",
            "What it is worth."));
  }
}
