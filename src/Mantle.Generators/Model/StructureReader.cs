using System.Globalization;

namespace Mantle.Wire.Model;

/// <summary>Reads a structure or an error, and the members below it.</summary>
static class StructureReader
{
    public static ShapeModel Structure(ModelFile file, string[] words)
    {
        file.Need(words, 2);
        var shape = new ShapeModel(words[1], ShapeKind.Structure);
        var code = words[1];
        string? queryCode = null;
        var status = 400;
        var sender = words.Length == 2;
        for (var i = 2; i < words.Length; i++)
            switch (ModelFile.Split(words[i]))
            {
                case ("code", { } value):
                    code = value;
                    break;
                case ("query-code", { } value):
                    queryCode = value;
                    break;
                case ("status", { } value):
                    status = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case ("sender", null):
                    sender = true;
                    break;
                case ("sensitive", null):
                    shape.Sensitive = true;
                    break;
                case ("union", null):
                    shape.Union = true;
                    break;
                case ("eventstream", null):
                    shape.EventStream = true;
                    break;
                case ("as", { } value):
                    shape.XmlName = value;
                    break;
                case ("payload", { } value):
                    file.Last(() => shape.Payload = Payload(file, shape, value));
                    break;
                default:
                    throw file.Problem($"unknown word {words[i]}");
            }
        if (words[0] == "error")
            shape.Error = new ErrorModel(code, status, sender) { QueryCode = queryCode };
        file.Define(shape);
        return shape;
    }

    static MemberModel Payload(ModelFile file, ShapeModel shape, string name) =>
        shape.MemberList.Find(member => member.Name == name) ?? throw file.Problem($"there is no member {name}");

    public static void Member(ModelFile file, ShapeModel structure, string[] words)
    {
        file.Need(words, 2);
        var required = words[0][words[0].Length - 1] == '!';
        var name = required ? words[0].Substring(0, words[0].Length - 1) : words[0];
        // The shape may come later in the file, so members are created when all names are known, in their order.
        file.Later(() =>
        {
            var member = new MemberModel(name, file.Shape(words[1]), required);
            for (var i = 2; i < words.Length; i++)
                Word(file, member, words[i]);
            structure.MemberList.Add(member);
        });
    }

    static void Word(ModelFile file, MemberModel member, string text)
    {
        switch (ModelFile.Split(text))
        {
            case ("streaming", null):
                member.Streaming = true;
                break;
            case ("flattened", null):
                member.Flattened = true;
                break;
            case ("attribute", null):
                member.Attribute = true;
                break;
            case ("status", null):
                member.Location = MemberLocation.Status;
                break;
            case ("event-payload" or "host-label", null):
                break;
            case ("format", { } format):
                member.TimestampFormat = format;
                break;
            case ("as", { } name):
                member.WireName = name;
                break;
            case ("uri", { } name):
                Place(member, MemberLocation.Uri, name);
                break;
            case ("query", { } name):
                Place(member, MemberLocation.Query, name);
                break;
            case ("header", { } name):
                Place(member, MemberLocation.Header, name);
                break;
            case ("headers", { } prefix):
                Place(member, MemberLocation.Headers, prefix);
                break;
            case ({ } word, { } uri) when word.StartsWith("xmlns:", StringComparison.Ordinal):
                member.XmlPrefix = word.Substring("xmlns:".Length);
                member.XmlNamespace = uri;
                break;
            default:
                throw file.Problem($"unknown word {text}");
        }
    }

    static void Place(MemberModel member, MemberLocation location, string name)
    {
        member.Location = location;
        member.WireName = name;
    }
}
