import Studies

/// A config with nothing but the required keys; tests append to it and override it.
let minimalConfig = """
  name: minimal
  data: {set: mnist}
  model: {mlp: {hidden: [8]}}
  loss: cross-entropy
  optimizer: adam
  epochs: 1

  """

/// The study in `yaml`, as if it lay in `configs/x.yaml`.
func study(_ yaml: String, set overrides: String...) throws(ConfigError) -> Study {
  try StudyConfig.parse(yaml: yaml, file: "configs/x.yaml", overrides: overrides)
}

/// The text of the error that reading `yaml` ends in, or `nil` if it does not.
func errorText(_ yaml: String, set overrides: String...) -> String? {
  do throws(ConfigError) {
    _ = try StudyConfig.parse(yaml: yaml, file: "configs/x.yaml", overrides: overrides)
    return nil
  } catch {
    return error.description
  }
}
