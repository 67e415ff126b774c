package io.rheostat.simulator.truth;

import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.training.TrainingTruth;
import java.time.Duration;

/// Figures of simulated worlds. Each gives its origin: measured, fitted, scaled or picked.
public final class GroundTruth {
  /// H100 SXM: 80 GiB, 3.35 TB/s, 989 TFLOPS bf16 (system description of NVIDIA's aiconfigurator);
  /// 2.95 USD/h (Nebius, one H100 SXM on demand, SkyPilot's catalogue v8).
  public static final Device H100_SXM =
      new Device("h100-sxm", 85_899_345_920.0, 3.35e12, 989e12, new CostRates(0, 2.95, 0, 0));

  /// L40S: 45 GiB, 864 GB/s, 362.05 TFLOPS bf16 (same source); 1.5484 USD/h (Nebius, one L40S on
  /// demand).
  public static final Device L40S =
      new Device("l40s", 48_305_799_168.0, 864e9, 362.05e12, new CostRates(0, 1.5484, 0, 0));

  /// T4, the device of the Pollux profiles: 16 GiB, 320 GB/s, 65 TFLOPS fp16 (NVIDIA's data sheet);
  /// 0.53 USD/h (AWS g4dn.xlarge on demand).
  public static final Device T4 =
      new Device("t4", 17_179_869_184.0, 320e9, 65e12, new CostRates(0, 0.53, 0, 0));

  /// Qwen3-32B: 32.8 billion parameters, 64 layers, 8 KV heads of 128: 262 kB of KV per token in
  /// bf16.
  public static final ModelShape QWEN3_32B =
      new ModelShape(32.8e9, 64, 8, 128, Precision.BF16, Sharding.NONE);

  /// Llama-3.1-8B: 8.03 billion parameters, 32 layers, 8 KV heads of 128: 131 kB of KV per token in
  /// bf16.
  public static final ModelShape LLAMA_8B =
      new ModelShape(8.03e9, 32, 8, 128, Precision.BF16, Sharding.NONE);

  /// Qwen3-32B on 2 H100 under vLLM. Picked inside the physically plausible range for a replica to
  /// sustain the 1.4-1.5 requests a second of 4,000/1,000 tokens published by llm-d. Cross-check:
  /// the implied mean TPOT for continuous load, `base + perSequence b + perKvToken b (in + out /
  /// 2) + perPrefillToken b in / out` at batch b, against the 26 vLLM rows measured by
  /// aiconfigurator for this model, TP 2, bf16, with a batch within the KV cache (batch 8-128,
  /// 1,024 and 4,096 in, 128-1,024 out): median error 10.5 %, largest 17 %, 6 % low on average.
  /// SGLang's rows, with less interleaved prefill, lie a median 34 % off.
  public static final EngineProfile QWEN3_32B_2_H100 =
      new EngineProfile(0.012, 0.00002, 4.5e-8, 62e-6, 313_000, 256, 2048);

  /// Qwen3-32B on 4 L40S: scaled from 2 H100. Memory reads by the ratio of bandwidths (6.7 to 3.456
  /// TB/s = 1.939), prefill by the ratio of FLOPS (1,978 to 1,448 TFLOPS = 1.366), host time per
  /// sequence as it is; all-reduce over PCIe is left out, so it flatters. KV: 90 % of memory less
  /// 3.5 GiB a device, less weights.
  public static final EngineProfile QWEN3_32B_4_L40S =
      new EngineProfile(0.02327, 0.00002, 8.72e-8, 84.7e-6, 355_000, 256, 2048);

  /// Llama-3.1-8B on 1 H100: least squares over the 42 rows of aiconfigurator (TensorRT-LLM, bf16,
  /// TP 1, batches within the cache), same form as above: median error 1.8 %, largest 6.6 %; its
  /// slope per sequence, -3 us, is taken as 0. KV as above.
  public static final EngineProfile LLAMA_8B_1_H100 =
      new EngineProfile(0.0064, 0, 5.1e-8, 19.6e-6, 438_000, 256, 2048);

  /// Llama-3.1-8B on 1 L40S: scaled from 1 H100 by bandwidth (3.877) and FLOPS (2.732). KV as
  /// above.
  public static final EngineProfile LLAMA_8B_1_L40S =
      new EngineProfile(0.0248, 0, 1.98e-7, 53.5e-6, 180_000, 256, 2048);

  /// Local batch of ResNet-50 on ImageNet, in samples per worker, in the fit of its step profiles.
  public static final double RESNET50_SAMPLES_PER_WORKER = 200;

  /// ResNet-50 on ImageNet, one T4: Pollux's placements and scalability at local batch 200 (140 of
  /// them, up to 64 workers on several nodes): median error 2.3 %, largest 8.0 %. At smaller local
  /// batches it is too fast by up to 35 %, for the form has no constant.
  public static final StepProfile RESNET50_T4 = new StepProfile(0.004618, 0.0898, 0.001667);

  /// The same on one H100: gradients by the ratio of FLOPS (989 to 65 = 15.2), synchronisation by
  /// the ratio of network per node (400 Gb/s to the 50 Gb/s of Pollux's g4dn.12xlarge = 8).
  public static final StepProfile RESNET50_H100 = new StepProfile(0.0003035, 0.01122, 0.000208);

  /// The same on one L40S: FLOPS 5.57, network 8 as for H100.
  public static final StepProfile RESNET50_L40S = new StepProfile(0.000829, 0.01122, 0.000208);

  /// Local batch of BERT, in samples per worker, in the fit of its step profiles.
  public static final double BERT_SAMPLES_PER_WORKER = 12;

  /// BERT fine-tuning on SQuAD, one T4: as ResNet-50, at local batch 12: median error 3.3 %;
  /// largest 33 %, on two nodes of 4 T4, where Pollux measured slower synchronisation than on four.
  public static final StepProfile BERT_T4 = new StepProfile(0.07679, 0.7381, 0.008308);

  /// The same on one H100, scaled as ResNet-50.
  public static final StepProfile BERT_H100 = new StepProfile(0.005047, 0.09226, 0.001038);

  /// The same on one L40S, scaled as ResNet-50.
  public static final StepProfile BERT_L40S = new StepProfile(0.01379, 0.09226, 0.001038);

  /// ResNet-50's gradient noise at the initial batch of 200: 4.6 at the start, a median of 72 in
  /// the last third (Pollux, validation-200.csv), taken as linear in between. Restart and
  /// checkpoint times picked.
  public static final TrainingTruth RESNET50 =
      new TrainingTruth(5, 72, 0.3, Duration.ofSeconds(60), Duration.ofSeconds(60));

  /// BERT's gradient noise at the initial batch of 12: 35 and 94 at the two measured points
  /// (Pollux, validation-12.csv; the squared norm itself is loss-scaled there and replaced by 1).
  public static final TrainingTruth BERT =
      new TrainingTruth(35, 94, 1, Duration.ofSeconds(60), Duration.ofSeconds(60));

  private GroundTruth() {}
}
