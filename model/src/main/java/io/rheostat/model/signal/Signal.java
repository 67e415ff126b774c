package io.rheostat.model.signal;

/// Signal measured by a series. Numbers are part of the topic contract: never reuse or change one.
public enum Signal {
  /// Requests in the running batch.
  REQUESTS_RUNNING(1, Kind.GAUGE, "requests"),
  /// Requests queued at the replica.
  REQUESTS_WAITING(2, Kind.GAUGE, "requests"),
  /// Share of the KV cache in use, 0..1.
  KV_CACHE_USAGE(3, Kind.GAUGE, "share"),
  /// Prompt tokens processed.
  PROMPT_TOKENS(4, Kind.COUNTER, "tokens"),
  /// Tokens generated.
  GENERATION_TOKENS(5, Kind.COUNTER, "tokens"),
  /// Requests finished, for whatever reason.
  REQUESTS_FINISHED(6, Kind.COUNTER, "requests"),
  /// Sequences preempted and recomputed.
  PREEMPTIONS(7, Kind.COUNTER, "requests"),
  /// Time to first token.
  TIME_TO_FIRST_TOKEN(8, Kind.HISTOGRAM, "seconds"),
  /// Sum of all times to first token.
  TIME_TO_FIRST_TOKEN_SUM(9, Kind.COUNTER, "seconds"),
  /// Time per output token.
  TIME_PER_OUTPUT_TOKEN(10, Kind.HISTOGRAM, "seconds"),
  /// Sum of all times per output token.
  TIME_PER_OUTPUT_TOKEN_SUM(11, Kind.COUNTER, "seconds"),
  /// Busy share of the replica's devices, 0..1.
  DEVICE_UTILISATION(12, Kind.GAUGE, "share"),
  /// Device memory in use.
  DEVICE_MEMORY_USED(13, Kind.GAUGE, "bytes"),
  /// Power drawn by the replica's devices.
  DEVICE_POWER(14, Kind.GAUGE, "watts"),
  /// Time of the last training step.
  STEP_TIME(15, Kind.GAUGE, "seconds"),
  /// Training samples processed.
  SAMPLES(16, Kind.COUNTER, "samples"),
  /// Squared norm of the mean gradient.
  GRADIENT_SQUARE(17, Kind.GAUGE, "1"),
  /// Trace of the gradient's covariance at the initial batch: that of a single sample divided by
  /// it.
  GRADIENT_VARIANCE(18, Kind.GAUGE, "1"),
  /// Samples in one step over all workers.
  BATCH_SIZE(19, Kind.GAUGE, "samples"),
  /// Workers taking part in a training step.
  WORKERS(20, Kind.GAUGE, "workers"),
  /// Work done towards the declared samples: samples weighted by statistical efficiency.
  PROGRESS(21, Kind.GAUGE, "samples"),
  /// 1 when the training job says it is complete.
  COMPLETE(22, Kind.GAUGE, "1"),
  /// 1 when the orchestrator reports the replica as ready, 0 when it reports it as not ready.
  REPLICA_READY(23, Kind.GAUGE, "1"),
  /// 1 while the replica waits for a place to run or for its start.
  REPLICA_PENDING(24, Kind.GAUGE, "1"),
  /// Arrivals at the workload, counted by a gateway, ingress or router in front of it.
  GATEWAY_REQUESTS(25, Kind.COUNTER, "requests"),
  /// Requests queued in front of the workload, held by a gateway or a queue and by no replica.
  GATEWAY_WAITING(26, Kind.GAUGE, "requests"),
  /// Working set of a replica in host memory.
  HOST_MEMORY_USED(27, Kind.GAUGE, "bytes"),
  /// Limit of a replica's host memory.
  HOST_MEMORY_LIMIT(28, Kind.GAUGE, "bytes"),
  /// Containers of a replica killed for want of memory.
  OOM_KILLS(29, Kind.COUNTER, "kills"),
  /// Use of a replica's fullest volume.
  DISK_USED(30, Kind.GAUGE, "bytes"),
  /// Size of that volume.
  DISK_CAPACITY(31, Kind.GAUGE, "bytes"),
  /// Time of a training pass without synchronisation.
  PASS_TIME(32, Kind.GAUGE, "seconds"),
  /// Time of a training step spent in synchronisation.
  SYNC_TIME(33, Kind.GAUGE, "seconds"),
  /// Nodes with at least one worker of a training step.
  TRAINING_NODES(34, Kind.GAUGE, "nodes"),
  /// Samples of one worker in one pass.
  LOCAL_BATCH(35, Kind.GAUGE, "samples"),
  /// Passes of a step before that of its optimiser.
  ACCUMULATION(36, Kind.GAUGE, "passes"),
  /// Completed epochs.
  EPOCH(37, Kind.GAUGE, "epochs"),
  /// Time of the last checkpoint's writing.
  CHECKPOINT_TIME(38, Kind.GAUGE, "seconds"),
  /// Size of the last checkpoint.
  CHECKPOINT_SIZE(39, Kind.GAUGE, "bytes"),
  /// Progress at the last checkpoint.
  CHECKPOINT_PROGRESS(40, Kind.GAUGE, "samples"),
  /// Time of the last restore from a checkpoint.
  RESTORE_TIME(41, Kind.GAUGE, "seconds");

  /// Behaviour of a signal's values over time.
  public enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  /// Merge of several series into one value.
  public enum Merge {
    SUM,
    MEAN,
    MAX
  }

  private static final Signal[] BY_NUMBER = byNumber();

  private final int number;
  private final Kind kind;
  private final String unit;

  Signal(int number, Kind kind, String unit) {
    this.number = number;
    this.kind = kind;
    this.unit = unit;
  }

  /// Returns the signal's number in the topic contract.
  public int number() {
    return number;
  }

  /// Returns its kind: gauge, counter or histogram.
  public Kind kind() {
    return kind;
  }

  /// Returns the merge of one replica's series into its value: its engines' requests add up, shares
  /// are averaged, and a value common to all workers of a job is taken from any of them.
  public Merge merge() {
    return switch (this) {
      case KV_CACHE_USAGE, DEVICE_UTILISATION -> Merge.MEAN;
      case STEP_TIME,
          GRADIENT_SQUARE,
          GRADIENT_VARIANCE,
          BATCH_SIZE,
          WORKERS,
          PROGRESS,
          COMPLETE,
          REPLICA_READY,
          REPLICA_PENDING,
          HOST_MEMORY_USED,
          HOST_MEMORY_LIMIT,
          DISK_USED,
          DISK_CAPACITY,
          PASS_TIME,
          SYNC_TIME,
          TRAINING_NODES,
          LOCAL_BATCH,
          ACCUMULATION,
          EPOCH,
          CHECKPOINT_TIME,
          CHECKPOINT_SIZE,
          CHECKPOINT_PROGRESS,
          RESTORE_TIME ->
          Merge.MAX;
      default -> Merge.SUM;
    };
  }

  /// Returns whether it reports on the devices alone: such a signal continues when the work on them
  /// hangs.
  public boolean isOfDevice() {
    return switch (this) {
      case DEVICE_UTILISATION, DEVICE_MEMORY_USED, DEVICE_POWER -> true;
      default -> false;
    };
  }

  /// Returns whether it reports on the work itself. Signals of the devices or the orchestrator
  /// continue when the work hangs, so they do not make a silent replica count as live.
  public boolean isOfWork() {
    return switch (this) {
      case REPLICA_READY, REPLICA_PENDING -> false;
      default -> !isOfDevice() && !isOfGateway() && !isOfHost();
    };
  }

  /// Returns whether it reports on the replica's host memory or disk: kubelets report it at a pace
  /// of their own, whether the work hangs or not.
  public boolean isOfHost() {
    return switch (this) {
      case HOST_MEMORY_USED, HOST_MEMORY_LIMIT, OOM_KILLS, DISK_USED, DISK_CAPACITY -> true;
      default -> false;
    };
  }

  /// Returns whether it comes from in front of the workload and not from a replica: such a signal
  /// continues without any replica.
  public boolean isOfGateway() {
    return this == GATEWAY_REQUESTS || this == GATEWAY_WAITING;
  }

  /// Returns the base unit of its values.
  public String unit() {
    return unit;
  }

  /// Returns the signal of a contract number.
  ///
  /// @throws IllegalArgumentException for a number unknown to this version
  public static Signal ofNumber(int number) {
    if (number < 1 || number >= BY_NUMBER.length) {
      throw new IllegalArgumentException(
          "signal number " + number + " is unknown to this version.");
    }
    return BY_NUMBER[number];
  }

  private static Signal[] byNumber() {
    Signal[] table = new Signal[values().length + 1];
    for (Signal signal : values()) {
      table[signal.number] = signal;
    }
    return table;
  }
}
