import Foundation

/// The parameters of a trial as the JSON object that the store keeps: `{"optimizer.rate":0.01}`.
struct ParameterText {
  let space: SearchSpace

  /// A number, or a choice as it stands in tables.
  private enum Value: Codable {
    case number(Double)
    case integer(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let integer = try? container.decode(Int.self) {
        self = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .integer(let integer): try container.encode(integer)
      case .text(let text): try container.encode(text)
      }
    }
  }

  /// The JSON of these values.
  func json(_ parameters: [ParameterValue]) throws -> String {
    var object: [String: Value] = [:]
    for (dimension, value) in zip(space.dimensions, parameters) {
      object[dimension.key] =
        switch value {
        case .number(let number): .number(number)
        case .integer(let integer): .integer(integer)
        case .choice: .text(value.text(in: dimension.range))
        }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(object), as: UTF8.self)
  }

  /// The values in the order of the space; `nil` if the text is not one of ours.
  func parameters(_ json: String) -> [ParameterValue]? {
    guard
      let object = try? JSONDecoder().decode([String: Value].self, from: Data(json.utf8))
    else { return nil }
    var parameters: [ParameterValue] = []
    for dimension in space.dimensions {
      switch (object[dimension.key], dimension.range) {
      case (.number(let number), .uniform), (.number(let number), .logUniform):
        parameters.append(.number(number))
      case (.integer(let number), .uniform), (.integer(let number), .logUniform):
        parameters.append(.number(Double(number)))
      case (.integer(let number), .integer): parameters.append(.integer(number))
      case (.text(let text), .choice(let choices)):
        guard let place = choices.firstIndex(where: { $0.text == text }) else { return nil }
        parameters.append(.choice(place))
      default: return nil
      }
    }
    return parameters
  }
}
