package io.rheostat.core.capacity;

import io.rheostat.core.capacity.SpeedCoefficients.EngineCoefficients;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;

/// Speed of one inference replica, predicted from the layout of its model and the data sheet of its
/// devices: the start of the learned [EngineModel], and no more than a start.
///
/// An iteration multiplies its tokens with the weights, reads the KV cache and sums the results of
/// its devices twice a layer. Multiplying takes the longer of the time to read the weights and the
/// time to compute, joined smoothly: `(read³ + compute³)^⅓` (roofline; Pope et al. 2022). An expert
/// is read when any token is routed to it: `E·(1 − (1 − k/E)^tokens)` of E are. The all-reduce
/// takes a start for each doubling of the devices and `2·(t − 1)/t` of its bytes over the link
/// (ring, Thakur et al. 2005). Pipeline stages work on as many parts of the batch; measurements of
/// them were not at hand.
public final class SpeedModel {
  /// Largest batch (vLLM's default of `max-num-seqs`).
  private static final int MAX_SEQUENCES = 256;

  /// Most prompt tokens of an iteration (vLLM's default of `max-num-batched-tokens`).
  private static final int CHUNK_TOKENS = 2048;

  /// Prompts multiplied together, for the time that one more prompt adds.
  private static final double PROMPTS_TOGETHER = 4;

  /// Largest KV cache, tokens, of a model that keeps nearly nothing.
  private static final double MOST_KV_TOKENS = 1e9;

  private final TransformerLayout layout;
  private final DeviceGroup group;
  private final SpeedCoefficients coefficients;
  private final EngineCoefficients engine;

  private SpeedModel(
      TransformerLayout layout,
      DeviceGroup group,
      SpeedCoefficients coefficients,
      ServingEngine engine) {
    this.layout = layout;
    this.group = group;
    this.coefficients = coefficients;
    this.engine = coefficients.of(engine);
  }

  /// Returns the speed of a model on a group of devices.
  public static SpeedModel of(
      ModelShape model,
      Device device,
      Parallelism parallelism,
      SpeedCoefficients coefficients,
      ServingEngine engine) {
    return new SpeedModel(
        TransformerLayout.of(model), new DeviceGroup(device, parallelism), coefficients, engine);
  }

  /// Requests of one length.
  ///
  /// @param inputTokens prompt tokens of a request, those found in the prefix cache left out
  /// @param outputTokens generated tokens of a request
  /// @param cachedTokens prompt tokens found in the prefix cache
  public record Requests(double inputTokens, double outputTokens, double cachedTokens) {
    /// Returns the mean tokens of a request in the KV cache while it decodes.
    public double contextTokens() {
      return cachedTokens + inputTokens + outputTokens / 2;
    }
  }

  /// Steady state of a replica.
  ///
  /// @param timeToFirstToken mean, seconds
  /// @param timePerOutputToken mean, seconds
  /// @param running requests decoding at once
  public record SteadyState(double timeToFirstToken, double timePerOutputToken, double running) {}

  /// Returns the steady state with so many requests under way at any time.
  public SteadyState at(double concurrency, Requests requests) {
    double room = kvTokens() / (requests.contextTokens() + requests.outputTokens / 4);
    double running = Math.min(Math.min(concurrency, MAX_SEQUENCES), Math.max(1, room));
    double alone = promptSeconds(requests);
    double added = addedPromptSeconds(requests);
    double decode = decodeSeconds(running, requests.contextTokens());
    double perToken =
        decode
            + running / requests.outputTokens * (engine.mixed() * added + engine.promptSeconds());
    double first =
        engine.firstTokenSeconds()
            + alone
            + decode / 2
            + engine.wave() * running * (added + engine.promptSeconds());
    if (concurrency > running) {
      first += (concurrency - running) / running * (requests.outputTokens * perToken + alone);
    }
    double frontend =
        concurrency * requests.outputTokens * engine.frontendTokenSeconds()
            - requests.outputTokens * perToken;
    double waited = frontend <= 0 ? first : joined(first, frontend);
    return new SteadyState(waited, perToken, running);
  }

  /// Returns the seconds of an iteration that decodes a batch.
  ///
  /// @param sequences running sequences
  /// @param contextTokens mean tokens of one of them in the KV cache
  public double decodeSeconds(double sequences, double contextTokens) {
    double tokens = sequences / group.stages();
    return multiplySeconds(tokens)
        + layerSeconds()
        + tokens * cacheSeconds(contextTokens)
        + group.reduceStart(layout, coefficients)
        + reduceSeconds(tokens)
        + group.handOver(layout, tokens)
        + engine.baseSeconds()
        + engine.perSequenceSeconds() * sequences;
  }

  /// Returns the seconds of one prompt alone.
  public double promptSeconds(Requests requests) {
    double tokens = requests.inputTokens;
    double kernels =
        multiplySeconds(tokens)
            + layerSeconds()
            + attentionSeconds(requests)
            + group.reduceStart(layout, coefficients)
            + reduceSeconds(tokens)
            + group.handOver(layout, tokens);
    return engine.prefill() * kernels;
  }

  /// Returns the seconds that one more prompt adds to the work of a replica.
  double addedPromptSeconds(Requests requests) {
    double tokens = requests.inputTokens;
    double kernels =
        multiplySeconds(tokens * PROMPTS_TOGETHER) / PROMPTS_TOGETHER
            + attentionSeconds(requests)
            + reduceSeconds(tokens);
    return engine.prefill() * kernels / group.stages();
  }

  /// Returns the tokens held by the KV cache beside the weights; below 1 when they leave no room.
  public double kvTokens() {
    return Math.min(
        MOST_KV_TOKENS,
        Feasibility.kvTokens(
            layout.model(), group.device(), group.tensorParallel(), group.stages()));
  }

  /// Returns the linear speeds nearest to the model's between an eighth and three quarters of the
  /// largest batch.
  public EngineProfile profile(Requests requests) {
    double kvTokens = Math.max(1, kvTokens());
    double context = requests.contextTokens();
    double most = Math.max(2, Math.min(MAX_SEQUENCES, kvTokens / context));
    double few = Math.max(1, most / 8);
    double many = most * 0.75;
    double perKvToken = cacheSeconds(context) / group.stages() / context;
    double atFew = decodeSeconds(few, context);
    double slope = (decodeSeconds(many, context) - atFew) / Math.max(1e-9, many - few);
    double perSequence = Math.max(0, slope - perKvToken * context);
    double least = decodeSeconds(1, context) / 4;
    double base = atFew - few * (perSequence + perKvToken * context);
    double perPrompt = addedPromptSeconds(requests) + engine.promptSeconds();
    return new EngineProfile(
        Math.max(least, base),
        perSequence,
        perKvToken,
        perPrompt / Math.max(1, requests.inputTokens),
        kvTokens,
        MAX_SEQUENCES,
        CHUNK_TOKENS);
  }

  private double multiplySeconds(double tokens) {
    SpeedCoefficients.Shares shares = coefficients.shares();
    double flops = group.flops(layout.model().precision(), shares);
    double bandwidth = group.device().bandwidthBytesPerSecond();
    double bytes = layout.model().precision().bytes();
    double devices = group.tensorParallel();
    double dense = layout.denseParameters();
    double seconds =
        joined(
            dense * bytes / devices / (bandwidth * shares.bandwidth()),
            2 * dense * tokens / devices / flops);
    if (layout.expertParameters() > 0) {
      seconds +=
          joined(
              layout.expertsRead(tokens) * bytes / devices / (bandwidth * shares.expertBandwidth()),
              2 * layout.expertsUsed() * tokens / devices / (flops * shares.expertFlops()));
    }
    return seconds;
  }

  private double layerSeconds() {
    SpeedCoefficients.Latencies latencies = coefficients.latencies();
    double each = latencies.layer();
    if (group.isQuantised(layout.model().precision())) {
      each += latencies.quantised();
    }
    if (layout.qkNorm()) {
      each += latencies.qkNorm();
    }
    return layout.layers() * each;
  }

  private double cacheSeconds(double contextTokens) {
    double bytes = layout.cacheBytesRead(contextTokens) / group.cacheShards(layout);
    double share = coefficients.shares().cacheBandwidth();
    return bytes / (group.device().bandwidthBytesPerSecond() * share);
  }

  private double attentionSeconds(Requests requests) {
    double flops = layout.attentionFlops(requests.inputTokens, requests.cachedTokens);
    double share = coefficients.shares().attentionFlops();
    return flops / group.tensorParallel() / (group.device().flopsPerSecond() * share);
  }

  private double reduceSeconds(double tokens) {
    return group.reduceSeconds(
        2 * layout.layers() * tokens * layout.hiddenSize() * DeviceGroup.ACTIVATION_BYTES,
        coefficients.latencies().linkShare());
  }

  /// Returns the longer of two times, rounded off where they are nearly equal.
  private static double joined(double first, double second) {
    return StrictMath.cbrt(first * first * first + second * second * second);
  }
}
