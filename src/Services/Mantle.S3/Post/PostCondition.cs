using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mantle.S3.Post;

/// <summary>One condition of an upload form's policy.</summary>
/// <param name="Field">The field that must meet it; null where no field can.</param>
/// <param name="Value">The field's value or prefix.</param>
/// <param name="IsPrefix">Whether it is a prefix.</param>
/// <param name="Size">Smallest and largest size of the file in bytes, for a content-length-range.</param>
/// <param name="Text">The condition as S3 prints it in the error.</param>
sealed record PostCondition(string? Field, string Value, bool IsPrefix, (long Least, long Most)? Size, string Text)
{
    const string LengthRange = "content-length-range";

    static readonly JsonSerializerOptions Printed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the form meets the condition. A missing field meets none, not even one that allows any value.</summary>
    public bool Holds(Func<string, string?> find)
    {
        if (Field is null || find(Field) is not { } value)
            return false;
        if (!IsPrefix)
            return value == Value;
        // A list of media types meets the condition if each of them does.
        var values =
            Field.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && value.Contains(',')
                ? value.Split(',', StringSplitOptions.TrimEntries)
                : [value];
        return values.All(item => item.StartsWith(Value, StringComparison.Ordinal));
    }

    public static PostCondition Read(JsonElement condition) =>
        condition.ValueKind switch
        {
            JsonValueKind.Object => Simple(condition),
            JsonValueKind.Array => List(condition),
            _ => throw PostPolicy.Invalid("Invalid condition test: must be a List or Object."),
        };

    static PostCondition Simple(JsonElement condition)
    {
        if (condition.GetPropertyCount() != 1)
            throw PostPolicy.Invalid("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
        var member = condition.EnumerateObject().First();
        return member.Value.ValueKind switch
        {
            JsonValueKind.String => Match("eq", $"${member.Name}", member.Value.GetString()!),
            JsonValueKind.Null => throw PostPolicy.Invalid("Invalid JSON."),
            _ => throw PostPolicy.Invalid("Invalid Simple-Condition: value must be a string."),
        };
    }

    static PostCondition List(JsonElement condition)
    {
        if (condition.GetArrayLength() == 0)
            throw PostPolicy.Invalid("Invalid Condition: missing operation identifier.");
        if (condition[0].ValueKind != JsonValueKind.String)
            throw PostPolicy.Invalid("Invalid JSON.");
        var name = condition[0].GetString()!;
        var operation = name.ToLowerInvariant();
        if (operation is not ("eq" or "starts-with" or LengthRange))
            throw PostPolicy.Invalid($"Invalid Condition: unknown operation '{name}'.");
        if (condition.GetArrayLength() != 3)
            throw PostPolicy.Invalid($"Invalid {name}: wrong number of arguments.");
        if (operation == LengthRange)
            return Range(condition);
        return condition[1].ValueKind == JsonValueKind.String && condition[2].ValueKind == JsonValueKind.String
            ? Match(operation, condition[1].GetString()!, condition[2].GetString()!)
            : throw PostPolicy.Invalid("Invalid JSON.");
    }

    static PostCondition Match(string operation, string field, string value) =>
        new(
            field.StartsWith('$') ? field[1..] : null,
            value,
            operation == "starts-with",
            null,
            $"[{Print(operation)}, {Print(field)}, {Print(value)}]"
        );

    /// <summary>The bounds are integers or integers as text. With any other text no file meets the condition.</summary>
    static PostCondition Range(JsonElement condition)
    {
        var bounds = new long[2];
        for (var i = 0; i < 2; i++)
        {
            var bound = condition[i + 1];
            var isRead = bound.ValueKind switch
            {
                JsonValueKind.Number => bound.TryGetInt64(out bounds[i]) ? true : throw PostPolicy.Invalid("Invalid JSON."),
                JsonValueKind.String => long.TryParse(
                    bound.GetString(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out bounds[i]
                ),
                _ => throw PostPolicy.Invalid("Invalid JSON."),
            };
            if (!isRead)
                return new PostCondition(
                    null,
                    "",
                    false,
                    null,
                    $"[{Print(LengthRange)}, {condition[1].GetRawText()}, {condition[2].GetRawText()}]"
                );
        }
        return new PostCondition(null, "", false, (bounds[0], bounds[1]), "");
    }

    static string Print(string text) => $"\"{JsonEncodedText.Encode(text, Printed.Encoder)}\"";
}
