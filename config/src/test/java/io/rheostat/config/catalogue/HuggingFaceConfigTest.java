package io.rheostat.config.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.config.catalogue.HuggingFaceConfig.PublishedModel;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weights counted against the numbers that the models are published with.
class HuggingFaceConfigTest {
  private static final String QWEN3_32B =
      """
      {"model_type": "qwen3", "hidden_size": 5120, "intermediate_size": 25600,
       "num_hidden_layers": 64, "num_attention_heads": 64, "num_key_value_heads": 8,
       "head_dim": 128, "vocab_size": 151936, "tie_word_embeddings": false,
       "torch_dtype": "bfloat16"}
      """;

  @TempDir Path folder;

  private PublishedModel read(String text) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, text);
    return HuggingFaceConfig.read(file);
  }

  @Test
  void aDenseModel() throws IOException {
    ModelShape model = read(QWEN3_32B).shape();

    assertThat(model.parameters()).isCloseTo(32.8e9, within(0.1e9));
    assertThat(model.layers()).isEqualTo(64);
    assertThat(model.kvBytesPerToken()).isEqualTo(2.0 * 64 * 8 * 128 * 2);
    assertThat(model.precision()).isEqualTo(Precision.BF16);
    assertThat(model.architecture().map(Architecture::qkNorm)).contains(true);
  }

  @Test
  void aMixtureOfExperts() throws IOException {
    ModelShape model =
        read("""
        {"model_type": "qwen3_moe", "hidden_size": 4096, "intermediate_size": 12288,
         "moe_intermediate_size": 1536, "num_hidden_layers": 94, "num_attention_heads": 64,
         "num_key_value_heads": 4, "head_dim": 128, "vocab_size": 151936,
         "num_experts": 128, "num_experts_per_tok": 8, "tie_word_embeddings": false,
         "quantization_config": {"quant_method": "fp8"}}
        """)
            .shape();

    assertThat(model.parameters()).isCloseTo(235e9, within(1e9));
    assertThat(model.precision()).isEqualTo(Precision.FP8);
    assertThat(model.kvPrecision()).isEqualTo(Precision.BF16);
    assertThat(model.architecture().flatMap(Architecture::experts))
        .contains(new Architecture.Experts(128, 8, 3.0 * 4096 * 1536));
  }

  @Test
  void compressedKeysAndValues() throws IOException {
    ModelShape model =
        read("""
        {"model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432,
         "moe_intermediate_size": 2048, "num_hidden_layers": 61, "num_attention_heads": 128,
         "num_key_value_heads": 128, "vocab_size": 129280, "n_routed_experts": 256,
         "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3,
         "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_rope_head_dim": 64,
         "qk_nope_head_dim": 128, "v_head_dim": 128, "tie_word_embeddings": false,
         "quantization_config": {"quant_method": "fp8"}}
        """)
            .shape();

    assertThat(model.parameters()).isCloseTo(671e9, within(2e9));
    // 576 values a layer and token, in 16 bits.
    assertThat(model.kvBytesPerToken()).isEqualTo(61.0 * 576 * 2);
  }

  @Test
  void alternatingWindowsHalveTheCache() throws IOException {
    ModelShape model =
        read("""
        {"model_type": "gpt_oss", "hidden_size": 2880, "intermediate_size": 2880,
         "num_hidden_layers": 36, "num_attention_heads": 64, "num_key_value_heads": 8,
         "head_dim": 64, "vocab_size": 201088, "num_local_experts": 128,
         "num_experts_per_tok": 4, "sliding_window": 128,
         "layer_types": ["sliding_attention", "full_attention"],
         "quantization_config": {"quant_method": "mxfp4"}}
        """)
            .shape();

    assertThat(model.parameters()).isCloseTo(116.8e9, within(1e9));
    assertThat(model.precision()).isEqualTo(Precision.FP4);
    assertThat(model.kvBytesPerToken()).isEqualTo(2.0 * 18 * 8 * 64 * 2);
  }

  @Test
  void aLanguageModelInsideAnother() throws IOException {
    String text = "{\"model_type\": \"outer\", \"text_config\": " + QWEN3_32B + "}";

    assertThat(read(text)).isEqualTo(read(QWEN3_32B));
  }

  @Test
  void anUnknownTypeIsAssumedToBeGated() throws IOException {
    PublishedModel model = read(QWEN3_32B.replace("qwen3", "newcomer"));

    assertThat(model.assumptions())
        .containsExactly(
            "model_type 'newcomer' is unknown: a decoder with a gated feed-forward net, such as"
                + " Llama's, is assumed.");
    assertThat(model.shape().parameters()).isEqualTo(read(QWEN3_32B).shape().parameters());
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatThrownBy(() -> read(QWEN3_32B.replace("\"num_hidden_layers\": 64,", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("config.json has no num_hidden_layers, which sizes the model.");
  }

  @Test
  void aFieldOfAnotherTypeIsNamed() {
    assertThatThrownBy(() -> read(QWEN3_32B.replace("5120", "\"wide\"")))
        .hasMessageContaining("hidden_size is 'wide'. It must be a whole number.");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> read("[1, 2]")).hasMessageContaining("is no JSON object");
    assertThatThrownBy(() -> read("{\"a\": ")).hasMessageContaining("is not JSON");
  }

  @Test
  void impossibleNumbersAreNamed() {
    assertThatThrownBy(
            () ->
                read(
                    QWEN3_32B.replace("\"num_attention_heads\": 64", "\"num_attention_heads\": 0")))
        .hasMessageContaining("num_attention_heads is 0. It must be a whole number from 1 to");
    assertThatThrownBy(
            () ->
                read(QWEN3_32B.replace("\"num_hidden_layers\": 64", "\"num_hidden_layers\": 64.5")))
        .hasMessageContaining("num_hidden_layers is 64.5. It must be a whole number");
    assertThatThrownBy(
            () ->
                read(QWEN3_32B.replace("\"num_key_value_heads\": 8", "\"num_key_value_heads\": 7")))
        .hasMessageContaining("num_key_value_heads is 7. It must divide num_attention_heads, 64.");
  }

  @Test
  void oneHeadForAllQueriesIsOneHead() throws IOException {
    ModelShape model =
        read("""
        {"model_type": "falcon", "hidden_size": 4544, "num_hidden_layers": 32,
         "num_attention_heads": 71, "multi_query": true, "vocab_size": 65024}
        """)
            .shape();

    assertThat(model.kvHeads()).isEqualTo(1);
    assertThat(model.parameters()).isCloseTo(6.9e9, within(0.4e9));
  }

  @Test
  void quantisationBesideANestedModelCounts() throws IOException {
    String text =
        "{\"quantization_config\": {\"quant_method\": \"fp8\"}, \"text_config\": "
            + QWEN3_32B
            + "}";

    assertThat(read(text).shape().precision()).isEqualTo(Precision.FP8);
  }
}
