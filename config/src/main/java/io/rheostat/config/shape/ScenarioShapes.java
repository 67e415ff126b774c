package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.COUNT;
import static io.rheostat.config.shape.Shapes.COUNT_OR_ZERO;
import static io.rheostat.config.shape.Shapes.DURATION;
import static io.rheostat.config.shape.Shapes.NAME;
import static io.rheostat.config.shape.Shapes.NUMBER;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.POSITIVE_NUMBER;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.scenario.TraceSource;
import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.MapOf;
import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;

/// The keys of scenarios.
public final class ScenarioShapes {
  public static final String RAMP = "ramp";
  public static final String AZURE = "azure";
  public static final String MOONCAKE = "mooncake";
  public static final String CSV = "csv";
  public static final String SERVEGEN = "servegen";

  private static final Shape RATE = quantity(NumberUnit.RATE, LowerBound.POSITIVE);

  private ScenarioShapes() {}

  static Mapping scenario() {
    return mapping(
        required(
            "fleet",
            NAME,
            "chat-32b",
            "The folder beside this file whose fleet/*.yaml declares the service."),
        required("workload", TEXT, "chat-32b", "The inference service that is scaled."),
        optional(
            "placements",
            new ListOf(TEXT),
            "[h100-sxm-tp2]",
            "The placements it may use here; all that it declares if left out."),
        bounds(),
        optional(
            "startup",
            DURATION,
            "100s",
            "From command to ready on every placement, instead of what these declare."),
        initial(),
        engines(),
        value(),
        defaulted("unscored", DURATION, "0s", "Time at the start that is run but not judged."),
        optional(
            "length",
            POSITIVE_DURATION,
            "40m",
            "Time that is judged after that; the rest of the trace if left out."),
        optional(
            "seed",
            COUNT_OR_ZERO,
            "1",
            "What the trace is drawn by; the seed of the run if left out."),
        required("trace", trace(), "{azure: {file: conv.csv}}", "The service's requests."));
  }

  private static Key bounds() {
    return optional(
        "bounds",
        mapping(
            required("minReplicas", COUNT_OR_ZERO, "1", "Never fewer."),
            required("maxReplicas", COUNT, "60", "Never more.")),
        "{minReplicas: 1, maxReplicas: 60}",
        "Its limits here, instead of those it declares.");
  }

  private static Key initial() {
    return optional(
        "initial",
        new MapOf(COUNT_OR_ZERO),
        "{h100-sxm-tp2: 3}",
        "Replicas that are ready at the start; left out, what the mean of the first ten minutes"
            + " needs, on the first placement.");
  }

  private static Key engines() {
    return optional(
        "engines",
        new MapOf(WorkloadShapes.engineProfile()),
        "{h100-sxm-tp2: {base: 12ms, perPrefillToken: 62us, kvTokens: 313000}}",
        "True speed by placement, which policies do not see; for others it is the declared"
            + " profile.");
  }

  private static Key value() {
    return optional(
        "value",
        ObjectiveShapes.value(),
        "{perThousandGoodRequests: 8.00 USD}",
        "What requests are worth here, instead of what the service declares.");
  }

  private static Shape trace() {
    return new Shape.OneKey(
        mapping(
            optional(RAMP, ramp(), "{…}", "Steps of constant rate."),
            optional(
                AZURE,
                recorded(),
                "{file: conv.csv}",
                "A trace in the form of Azure's LLM traces."),
            optional(
                MOONCAKE, recorded(), "{file: trace.jsonl}", "A trace in the form of Mooncake's."),
            optional(
                CSV, recorded(), "{file: mine.csv}", "A trace of time,inputTokens,outputTokens."),
            optional(
                SERVEGEN, servegen(), "{…}", "Drawn from the rates that ServeGen published.")));
  }

  private static Mapping ramp() {
    Mapping lengths =
        mapping(
            required("input", lengths("4000", "300"), "{normal: {…}}", "Tokens of prompts."),
            required("output", lengths("1000", "80"), "{normal: {…}}", "Tokens of answers."));
    Mapping phase =
        mapping(
            required("rate", RATE, "2/s", "Requests."),
            required("duration", POSITIVE_DURATION, "330s", "How long."));
    return mapping(
        required(
            "arrivals",
            words(TraceSource.Arrivals.values()),
            "poisson",
            "Whether requests come at equal distances or independently of each other."),
        required("lengths", lengths, "{input: {…}, output: {…}}", "Tokens of a request."),
        required(
            "phases", new ListOf(phase), "[{rate: 2/s, duration: 330s}]", "One after the other."));
  }

  private static Shape lengths(String mean, String deviation) {
    Key meanKey = required("mean", POSITIVE_NUMBER, mean, "Mean tokens.");
    return new Shape.OneKey(
        mapping(
            optional(
                "normal",
                mapping(
                    meanKey,
                    required("deviation", NUMBER, deviation, "Standard deviation, tokens.")),
                "{mean: " + mean + ", deviation: " + deviation + "}",
                "Normal, cut at three standard deviations."),
            optional(
                "lognormal",
                mapping(meanKey, required("cv", NUMBER, "0.5", "Standard deviation over mean.")),
                "{mean: " + mean + ", cv: 0.5}",
                "Lognormal.")));
  }

  private static Mapping recorded() {
    return mapping(
        required("file", TEXT, "azure-llm-2023/conv.csv", "In the folder of traces."),
        optional(
            "scaleToReplicas",
            POSITIVE_NUMBER,
            "12",
            "Multiplies requests until the busiest minute needs as many replicas; as recorded if"
                + " left out."),
        defaulted(
            "jitter", DURATION, "0s", "How far each copy may come before or after its original."));
  }

  private static Mapping servegen() {
    return mapping(
        required(
            "rates", TEXT, "servegen/rates.csv.gz", "Clients' rates, in the folder of traces."),
        required(
            "lengths", TEXT, "servegen/lengths.tar.gz", "Token counts, in the folder of traces."),
        required(
            "window",
            mapping(
                required("from", DURATION, "199h", "Since the trace's start."),
                defaulted("length", POSITIVE_DURATION, "6h", "How long.")),
            "{from: 199h}",
            "What is taken of it; whole ten minutes."),
        required(
            "peakRate",
            RATE,
            "30/s",
            "All rates are scaled by one factor so that no ten minutes have more than this."));
  }
}
