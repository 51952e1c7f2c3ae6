using System.Globalization;

namespace Mantle.Wire.Model;

/// <summary>Reads a shape that takes one line: a string, number, timestamp, list or map.</summary>
static class ShapeReader
{
    public static void Read(ModelFile file, string[] words)
    {
        var kind = Kind(file, words[0]);
        file.Need(
            words,
            kind == ShapeKind.Map ? 4
                : kind == ShapeKind.List ? 3
                : 2
        );
        var shape = new ShapeModel(words[1], kind);
        var next = 2;
        if (kind == ShapeKind.Map)
            file.Refer(words[next++], key => shape.Key = key);
        if (kind is ShapeKind.List or ShapeKind.Map)
            file.Refer(words[next++], element => shape.Element = element);
        for (; next < words.Length; next++)
        {
            if (words[next] == "pattern")
            {
                // The pattern is the rest of the line, with its spaces.
                shape.Pattern = file.Line.Substring(file.Line.IndexOf(" pattern ", StringComparison.Ordinal) + " pattern ".Length);
                break;
            }
            if (words[next] == "enum")
            {
                shape.EnumValues = [.. words.Skip(next + 1).Select(value => value.Replace("%20", " ").Replace("%25", "%"))];
                break;
            }
            Word(file, shape, words[next]);
        }
        file.Define(shape);
    }

    static ShapeKind Kind(ModelFile file, string word) =>
        word switch
        {
            "string" => ShapeKind.String,
            "integer" => ShapeKind.Integer,
            "long" => ShapeKind.Long,
            "float" => ShapeKind.Float,
            "double" => ShapeKind.Double,
            "boolean" => ShapeKind.Boolean,
            "timestamp" => ShapeKind.Timestamp,
            "blob" => ShapeKind.Blob,
            "document" => ShapeKind.Document,
            "list" => ShapeKind.List,
            "map" => ShapeKind.Map,
            _ => throw file.Problem($"unknown word {word}"),
        };

    static void Word(ModelFile file, ShapeModel shape, string word)
    {
        switch (ModelFile.Split(word))
        {
            case ("sensitive", null):
                shape.Sensitive = true;
                break;
            case ("boxed", null):
                shape.Boxed = true;
                break;
            case ("flattened", null):
                shape.Flattened = true;
                break;
            case ("item", { } name):
                shape.ItemName = name;
                break;
            case ("key", { } name):
                shape.KeyName = name;
                break;
            case ("value", { } name):
                shape.ValueName = name;
                break;
            case ("format", { } format):
                shape.TimestampFormat = format;
                break;
            default:
                Range(file, shape, word);
                break;
        }
    }

    static void Range(ModelFile file, ShapeModel shape, string word)
    {
        var bounds = word.Split([".."], StringSplitOptions.None);
        if (bounds.Length != 2)
            throw file.Problem($"unknown word {word}");
        if (bounds[0].Length > 0)
            shape.Min = long.Parse(bounds[0], CultureInfo.InvariantCulture);
        if (bounds[1].Length > 0)
            shape.Max = long.Parse(bounds[1], CultureInfo.InvariantCulture);
    }
}
