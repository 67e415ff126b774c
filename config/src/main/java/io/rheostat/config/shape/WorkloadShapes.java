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

import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.MapOf;
import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.resource.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The keys of workloads; they differ by `type`.
public final class WorkloadShapes {
  static final String LABELS = "labels";
  public static final String MEMBERS = "members";
  public static final String INFERENCE = "inference";
  public static final String TRAINING = "training";
  public static final String PROFILED = "profiled";

  private WorkloadShapes() {}

  static Shape.Variants workload() {
    TreeMap<String, Mapping> types = new TreeMap<>();
    types.put(INFERENCE, inference());
    types.put(TRAINING, training());
    types.put(PROFILED, profiled());
    return new Shape.Variants("type", types);
  }

  private static Mapping inference() {
    Key profile =
        optional(
            "profile",
            engineProfile(),
            "{base: 12ms, perPrefillToken: 62us, kvTokens: 400000, maxSequences: 256}",
            "Declared speed of one replica; without it one is derived and then learned.");
    return workload(INFERENCE, ObjectiveShapes.inference(), requiredBounds(), List.of(profile));
  }

  private static Mapping training() {
    Key widths =
        required("widths", new ListOf(COUNT), "[8, 16, 32]", "The worker counts the job may take.");
    Key profile =
        optional(
            "profile",
            mapping(
                required("perSample", POSITIVE_DURATION, "4ms", "Gradient time of one sample."),
                defaulted("sync", DURATION, "0ms", "Time to synchronise two workers."),
                defaulted("perWorkerSync", DURATION, "0ms", "Added for each worker beyond two.")),
            "{perSample: 4ms, sync: 60ms, perWorkerSync: 2ms}",
            "Declared speed of one worker; without it one is derived and then learned.");
    Key bounds =
        optional(
            "bounds",
            mapping(
                optional("minReplicas", COUNT_OR_ZERO, "8", "Fewest workers; the smallest width."),
                optional("maxReplicas", COUNT, "64", "Most workers; the largest width."),
                maxCost(),
                churn()),
            "{maxReplicas: 64}",
            "Limits of the job.");
    return workload(TRAINING, ObjectiveShapes.training(), bounds, List.of(widths, profile));
  }

  private static Mapping profiled() {
    Key performance =
        required("performance", NUMBER, "0.9", "Declared score of one replica on this placement.");
    return workload(PROFILED, ObjectiveShapes.profiled(), requiredBounds(), List.of(performance));
  }

  private static Mapping workload(
      String type, Mapping objective, Key bounds, List<Key> placementKeys) {
    List<Key> keys = new ArrayList<>();
    keys.add(required("type", words(List.of(type)), type, "What kind of workload it is."));
    keys.add(required("pool", TEXT, "us-east", "The pool it shares."));
    keys.add(
        optional(
            "model",
            ModelShapes.model(),
            "{parameters: 32.8e9, layers: 64, kvHeads: 8, headDim: 128}",
            "Size of the model; without it memory is not checked."));
    keys.add(required("objective", objective, "{value: {…}}", "What the workload is for."));
    keys.addAll(placements(type, placement(placementKeys)));
    keys.add(bounds);
    keys.addAll(operation());
    return new Mapping(List.copyOf(keys));
  }

  private static List<Key> placements(String type, Mapping placement) {
    if (!type.equals(INFERENCE)) {
      return List.of(
          required(
              "placements",
              new ListOf(placement),
              "[{device: h100-sxm}]",
              "The ways it may run, in order of preference between equals."));
    }
    return List.of(
        required(
            "placements",
            new Shape.WordOrList("auto", placement),
            "[{device: h100-sxm}]",
            "The ways it may run, in order of preference between equals; auto: chosen for the"
                + " model."),
        optional(
            "auto",
            auto(),
            "{devices: [h100-sxm, l40s], maxDevicesPerReplica: 4}",
            "With placements: auto, what may be chosen, and where it lives."));
  }

  private static List<Key> operation() {
    return List.of(
        optional(
            "metrics",
            new Shape.OneOrMany(metrics()),
            "{preset: vllm, match: {namespace: chat}}",
            "Which series are its own; two workloads may not share one."),
        optional(
            "alerts",
            new ListOf(alert()),
            "[{alert: LatencyHigh, factor: 1.5, hold: 10m}]",
            "Floors that firing alerts set; the first match counts."),
        optional(
            "raisedBy",
            new ListOf(TEXT),
            "[LatencyHigh]",
            "Names of the alerts that may raise it; others are refused. Left out: any may."),
        optional(
            "mode",
            words(Mode.values()),
            "act",
            "How far Rheostat may go: observe resizes nothing, approve asks first. Left out: act"
                + " when all targets are simulated, else observe."));
  }

  static Mapping engineProfile() {
    return mapping(
        required("base", POSITIVE_DURATION, "12ms", "An iteration's fixed time."),
        defaulted("perSequence", DURATION, "0ms", "Added by each running sequence."),
        defaulted("perKvToken", DURATION, "0ns", "Added by each cached token that is read."),
        required(
            "perPrefillToken", POSITIVE_DURATION, "62us", "Added by each prompt token processed."),
        required("kvTokens", POSITIVE_NUMBER, "400000", "Tokens the KV cache holds."),
        defaulted("maxSequences", COUNT, "256", "Most sequences in one batch."),
        defaulted("chunkTokens", COUNT, "2048", "Most prompt tokens in one iteration."));
  }

  private static Mapping placement(List<Key> special) {
    List<Key> keys = new ArrayList<>();
    keys.add(
        optional(
            "name", NAME, "h100-sxm-tp2", "Unique here; made of device, TP and PP if left out."));
    keys.add(required("device", TEXT, "h100-sxm", "The device type."));
    keys.add(defaulted("tensorParallel", COUNT, "1", "Devices that share each layer."));
    keys.add(defaulted("pipelineParallel", COUNT, "1", "Stages the layers are split into."));
    keys.add(
        optional(
            "memory", Shapes.BYTES, "128 GiB", "Host memory of a replica; sized if left out."));
    keys.add(optional("disk", Shapes.BYTES, "200 GiB", "Disk of a replica; sized if left out."));
    keys.add(
        optional(
            "precision", words(Precision.values()), "fp8", "Of its weights, if not the model's."));
    keys.add(
        optional(
            "quality",
            ModelShapes.quality(),
            "{score: 0.93, source: own evaluation of 2026-11}",
            "Quality of its answers, which value is scaled by; 1 if left out."));
    keys.add(
        defaulted("startup", DURATION, "100s", "From command to ready, until it is measured."));
    keys.addAll(special);
    keys.add(
        defaulted("target", target(), "observe", "Where replicas live; observe resizes nothing."));
    return new Mapping(List.copyOf(keys));
  }

  private static Mapping auto() {
    return mapping(
        optional("devices", new ListOf(TEXT), "[h100-sxm, l40s]", "Device types; all of its pool."),
        defaulted("maxDevicesPerReplica", COUNT, "8", "Most devices of a replica, within a node."),
        optional(
            "precisions",
            new ListOf(words(Precision.values())),
            "[bf16, fp8]",
            "Precisions of weights; that of the model if left out."),
        defaulted("startup", DURATION, "100s", "From command to ready, until it is measured."),
        defaulted(
            "target",
            target(),
            "observe",
            "Template of the target: {{placement}}, {{device}}, {{tensorParallel}},"
                + " {{pipelineParallel}}, {{precision}} and {{maxSequences}} are filled in."));
  }

  private static Shape target() {
    MapOf settings = new MapOf(TEXT);
    return new Shape.WordOrOneKey(
        "observe",
        mapping(
            optional(
                KubernetesShapes.DRIVER,
                KubernetesShapes.target(),
                "{namespace: chat, deployment: chat-32b}",
                "An object in Kubernetes."),
            optional("simulated", settings, "{cluster: us-east}", "In the simulated cluster."),
            optional(
                "webhook",
                LocalTargetShapes.webhook(),
                "{url: \"https://scaler.chat.svc/resize\", secretEnv: SCALER_SECRET}",
                "Told to an HTTP endpoint."),
            optional(
                "process",
                LocalTargetShapes.process(),
                "{command: [./worker, \"${PORT}\"], ports: 8100-8109, ready: {http: /health}}",
                "Processes of this machine.")));
  }

  private static Key requiredBounds() {
    return required(
        "bounds",
        mapping(
            defaulted("minReplicas", COUNT_OR_ZERO, "1", "Never fewer, over all placements."),
            required("maxReplicas", COUNT, "40", "Never more."),
            maxCost(),
            churn()),
        "{minReplicas: 1, maxReplicas: 40}",
        "Limits of the workload.");
  }

  private static Key maxCost() {
    return optional(
        "maxCostPerHour",
        quantity(NumberUnit.DOLLARS, LowerBound.POSITIVE),
        "400 USD",
        "Never dearer in an hour.");
  }

  private static Key churn() {
    return FleetShapes.churn("Never more changes than these.");
  }

  private static Mapping metrics() {
    return mapping(
        required("preset", TEXT, "vllm", "The signal preset that reads them."),
        optional(
            "match",
            new MapOf(TEXT),
            "{namespace: chat}",
            "Labels and the values they must equal; may be left out where `by` is members."),
        defaulted(
            "by",
            words(List.of(LABELS, MEMBERS)),
            LABELS,
            "How series are found: by their labels alone, or as those of the workload's pods, which"
                + " a preset such as kube-state-metrics tells of."));
  }

  private static Mapping alert() {
    return mapping(
        required("alert", TEXT, "LatencyHigh", "The alert's name, or \"*\" for every other one."),
        defaulted(
            "factor",
            quantity(NumberUnit.NUMBER, LowerBound.AT_LEAST_ONE),
            "1.25",
            "The floor in multiples of the replicas held before any alert."),
        defaulted("hold", DURATION, "10m", "How long the floor stays at most."));
  }
}
