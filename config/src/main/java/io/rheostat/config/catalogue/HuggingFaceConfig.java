package io.rheostat.config.catalogue;

import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reader of a model's `config.json`, as published on Hugging Face: counts its weights and finds
/// the sizes that memory and speed depend on.
public final class HuggingFaceConfig {
  /// Decoders with a gated feed-forward net (three matrices a layer or expert).
  private static final Set<String> GATED =
      Set.copyOf(
          List.of(
              ("llama llama4_text mistral mistral3 mixtral qwen2 qwen2_moe qwen3 qwen3_moe gemma"
                   + " gemma2 gemma3_text phi3 gpt_oss deepseek_v2 deepseek_v3 minimax minimax_m2"
                   + " glm4 glm4_moe olmo2 cohere cohere2 granite internlm2 exaone exaone4 kimi_k2")
                  .split(" ", -1)));

  /// Decoders with a plain feed-forward net (two matrices a layer).
  private static final Set<String> PLAIN =
      Set.of("gpt2", "gpt_neox", "bloom", "falcon", "opt", "phi");

  /// Decoders that normalise queries and keys.
  private static final Set<String> QK_NORM =
      Set.of("qwen3", "qwen3_moe", "minimax_m2", "gemma3_text", "olmo2", "glm4_moe", "exaone4");

  /// Decoders that share embeddings with the output when the file does not say so: the defaults of
  /// their configuration classes. Gemma's all do, too.
  private static final Set<String> TIED =
      Set.of("gpt2", "bloom", "falcon", "opt", "cohere", "cohere2");

  /// Largest size of anything.
  private static final int MOST = 100_000_000;

  /// Least values of keys that may be 0.
  private static final Map<String, Integer> LEAST =
      Map.of(
          "n_shared_experts", 0,
          "first_k_dense_replace", 0,
          "num_experts", 0,
          "num_local_experts", 0,
          "n_routed_experts", 0,
          "sliding_window", 0);

  private final Path file;
  private final Map<?, ?> keys;
  private final List<String> assumptions = new ArrayList<>();

  private HuggingFaceConfig(Path file, Map<?, ?> keys) {
    this.file = file;
    this.keys = keys;
  }

  /// Model out of its file.
  ///
  /// @param shape its sizes, weights in the precision they are published in
  /// @param contextTokens longest context it was trained for; 0 when it is not known
  /// @param assumptions sentences on what the file does not say
  public record PublishedModel(ModelShape shape, int contextTokens, List<String> assumptions) {
    public PublishedModel {
      assumptions = List.copyOf(assumptions);
    }
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException when a needed field is missing or has another type; the
  ///     message names it and the file
  /// @throws IOException when the file can't be read
  public static PublishedModel read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      if (new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text)
          instanceof Map<?, ?> keys) {
        return new HuggingFaceConfig(file, languageModel(keys)).model();
      }
    } catch (YamlEngineException broken) {
      throw new IllegalArgumentException(file + " is not JSON: " + broken.getMessage(), broken);
    }
    throw new IllegalArgumentException(file + " is no JSON object. Give a model's config.json.");
  }

  /// Returns the keys of the language model: multimodal models nest it, with dtype, quantisation
  /// and tied embeddings beside it.
  private static Map<Object, Object> languageModel(Map<?, ?> keys) {
    Map<Object, Object> all = new HashMap<>(keys);
    if (keys.get("text_config") instanceof Map<?, ?> inner) {
      all.putAll(inner);
    }
    return all;
  }

  private PublishedModel model() {
    String type = keys.get("model_type") instanceof String written ? written : "(none)";
    assumeKnown(type);
    int hidden = whole("hidden_size", "n_embd", "d_model");
    int layers = whole("num_hidden_layers", "n_layer", "num_layers");
    int heads = whole("num_attention_heads", "n_head");
    int kvHeads = kvHeads(heads);
    int headDim = find("head_dim").orElse(hidden / heads);
    int vocabulary = whole("vocab_size");
    Optional<Experts> experts = experts(hidden);
    boolean latent = keys.containsKey("kv_lora_rank");
    double attention =
        latent ? latentAttention(hidden, heads) : 2.0 * hidden * headDim * (heads + kvHeads);
    int matrices = PLAIN.contains(type) ? 2 : 3;
    double parameters =
        layers * (attention + 2.0 * hidden)
            + feedForward(hidden, layers, matrices, experts)
            + (double) vocabulary * hidden * (isTied(type) ? 1 : 2);
    ModelShape shape =
        new ModelShape(
            parameters,
            layers,
            latent ? 1 : kvHeads,
            latent ? (whole("kv_lora_rank") + whole("qk_rope_head_dim")) / 2 : headDim,
            precision(),
            Optional.of(Precision.BF16),
            Sharding.NONE,
            Optional.of(
                new Architecture(
                    hidden, heads, vocabulary, window(), QK_NORM.contains(type), experts)));
    return new PublishedModel(
        shape, find("max_position_embeddings", "n_positions").orElse(0), assumptions);
  }

  private void assumeKnown(String type) {
    if (!GATED.contains(type) && !PLAIN.contains(type)) {
      assumptions.add(
          "model_type '"
              + type
              + "' is unknown: a decoder with a gated feed-forward net, such as"
              + " Llama's, is assumed.");
    }
  }

  private int kvHeads(int heads) {
    if (Boolean.TRUE.equals(keys.get("multi_query"))
        && !Boolean.TRUE.equals(keys.get("new_decoder_architecture"))) {
      return 1;
    }
    int kvHeads = find("num_key_value_heads", "num_kv_heads", "n_head_kv").orElse(heads);
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          file
              + ": num_key_value_heads is "
              + kvHeads
              + ". It must divide num_attention_heads, "
              + heads
              + ".");
    }
    return kvHeads;
  }

  /// Returns the weights of a layer with compressed keys and values (DeepSeek-V2, 2024).
  private double latentAttention(int hidden, int heads) {
    double rank = whole("kv_lora_rank");
    double rope = whole("qk_rope_head_dim");
    double plain = whole("qk_nope_head_dim");
    double value = whole("v_head_dim");
    double queries = heads * (plain + rope);
    Optional<Integer> low = find("q_lora_rank");
    double query = low.map(each -> (hidden + queries) * each).orElse(hidden * queries);
    return query + hidden * (rank + rope) + rank * heads * (plain + value) + heads * value * hidden;
  }

  private double feedForward(int hidden, int layers, int matrices, Optional<Experts> experts) {
    if (experts.isEmpty()) {
      Optional<Integer> written =
          find("intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size");
      if (written.isEmpty()) {
        assumptions.add("no intermediate_size is given: four times hidden_size is assumed.");
      }
      int inner = written.orElse(4 * hidden);
      return (double) layers * matrices * hidden * inner;
    }
    int dense = Math.min(layers, find("first_k_dense_replace").orElse(0));
    double shared = find("n_shared_experts").orElse(0) * experts.get().parametersEach();
    double routed = experts.get().count() * (experts.get().parametersEach() + hidden);
    double inner = dense == 0 ? 0 : whole("intermediate_size");
    return (layers - dense) * (routed + shared) + dense * 3.0 * hidden * inner;
  }

  private Optional<Experts> experts(int hidden) {
    Optional<Integer> count = find("num_experts", "num_local_experts", "n_routed_experts");
    if (count.isEmpty() || count.get() < 2) {
      return Optional.empty();
    }
    int inner = find("moe_intermediate_size").orElseGet(() -> whole("intermediate_size"));
    int active = whole("num_experts_per_tok", "experts_per_token");
    return Optional.of(new Experts(count.get(), active, 3.0 * hidden * inner));
  }

  /// Returns the window of every other layer; 0 for none. A window of all layers is left out: the
  /// cache is sized for the whole context.
  private int window() {
    boolean alternating =
        keys.get("layer_types") instanceof List<?> kinds
            && kinds.contains("sliding_attention")
            && kinds.contains("full_attention");
    return alternating ? find("sliding_window").orElse(0) : 0;
  }

  private boolean isTied(String type) {
    Object written = keys.get("tie_word_embeddings");
    return written == null
        ? type.startsWith("gemma") || TIED.contains(type)
        : Boolean.TRUE.equals(written);
  }

  private Precision precision() {
    if (keys.get("quantization_config") instanceof Map<?, ?> quantised) {
      String method = String.valueOf(quantised.get("quant_method"));
      switch (method) {
        case "fp8", "fbgemm_fp8" -> {
          return Precision.FP8;
        }
        case "mxfp4", "nvfp4" -> {
          return Precision.FP4;
        }
        case "awq", "gptq" -> {
          return Precision.INT4;
        }
        default -> assumptions.add("quant_method '" + method + "' is unknown: bf16 is assumed.");
      }
    }
    String type =
        String.valueOf(keys.containsKey("dtype") ? keys.get("dtype") : keys.get("torch_dtype"));
    return type.equals("float32") ? Precision.FP32 : Precision.BF16;
  }

  private int whole(String... names) {
    return find(names)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file
                        + " has no "
                        + names[0]
                        + ", which sizes the model. Add it, or describe the model without a file"
                        + " (parameters, layers, kvHeads, headDim)."));
  }

  private Optional<Integer> find(String... names) {
    for (String name : names) {
      Object value = keys.get(name);
      if (value instanceof Number number) {
        double exact = number.doubleValue();
        if (exact != Math.rint(exact) || exact < LEAST.getOrDefault(name, 1) || exact > MOST) {
          throw new IllegalArgumentException(
              file
                  + ": "
                  + name
                  + " is "
                  + number
                  + ". It must be a whole number from "
                  + LEAST.getOrDefault(name, 1)
                  + " to "
                  + MOST
                  + ".");
        }
        return Optional.of(number.intValue());
      }
      if (value != null) {
        throw new IllegalArgumentException(
            file + ": " + name + " is '" + value + "'. It must be a whole number.");
      }
    }
    return Optional.empty();
  }
}
