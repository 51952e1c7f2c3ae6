namespace Mantle.Wire.Model;

/// <summary>Reads the lines about the service itself, and those that correct a shape.</summary>
static class StatementReader
{
    public static bool TryRead(ModelFile file, string[] words) => TryService(file, words) || TryShape(file, words);

    static bool TryService(ModelFile file, string[] words)
    {
        switch (words[0])
        {
            case "service":
                file.Need(words, 4);
                file.Service = new ServiceModel(words[1], words[2], Protocol(file, words[3]));
                return true;
            case "title":
                file.Service.Title = file.After("title");
                return true;
            case "signing":
                file.Service.SigningName = Second(file, words);
                return true;
            case "xmlns":
                file.Service.XmlNamespace = Second(file, words);
                return true;
            case "target":
                file.Service.TargetPrefix = Second(file, words);
                return true;
            case "json":
                file.Service.JsonVersion = Second(file, words);
                return true;
            case "error-prefix":
                file.Service.ErrorPrefix = Second(file, words);
                return true;
            case "error-type-member":
                file.Service.ErrorTypeMember = Second(file, words);
                return true;
            case "actions":
                file.Service.ActionList = [.. words.Skip(1)];
                return true;
            case "action-prefix":
                file.Service.ActionPrefix = Second(file, words);
                return true;
            case "further-actions":
                file.Service.FurtherActionList = [.. words.Skip(1)];
                return true;
            case "overrides":
                return true;
            case "violation-values":
                file.Service.ViolationValues = true;
                return true;
            case "violation-reasons":
                file.Service.ViolationReasons = true;
                return true;
            case "violation-order":
                file.Need(words, 3);
                file.Service.PatternFirst = words[1] == "pattern";
                return true;
            default:
                return false;
        }
    }

    static Protocol Protocol(ModelFile file, string name) =>
        name switch
        {
            "query" => Model.Protocol.Query,
            "rest-xml" => Model.Protocol.RestXml,
            "json" => Model.Protocol.Json,
            "rest-json" => Model.Protocol.RestJson,
            _ => throw file.Problem($"unknown protocol {name}"),
        };

    static bool TryShape(ModelFile file, string[] words)
    {
        switch (words[0])
        {
            case "violation-text":
                file.Need(words, 3);
                var text = file.After(words[1]);
                foreach (var name in words[1].Split(','))
                    file.Refer(name, shape => shape.PatternText = text);
                return true;
            case "nullable-elements":
                file.Refer(Second(file, words), shape => shape.NullableElements = true);
                return true;
            case "root":
                file.Need(words, 3);
                file.Refer(words[1], shape => shape.XmlName = words[2]);
                return true;
            case "unwrapped":
                file.Refer(Second(file, words), shape => shape.Unwrapped = true);
                return true;
            case "without-namespace":
                file.Refer(Second(file, words), shape => shape.WithoutNamespace = true);
                return true;
            case "unrouted":
                var operation = file.Service.Operation(Second(file, words));
                (operation ?? throw file.Problem($"there is no operation {words[1]}")).Unrouted = true;
                return true;
            case "required" or "optional":
                Requirement(file, Second(file, words), words[0] == "required");
                return true;
            default:
                return false;
        }
    }

    // "required CreateUserRequest.UserName": a correction of AWS's model.
    static void Requirement(ModelFile file, string path, bool required) =>
        file.Later(() =>
        {
            var names = path.Split('.');
            var members = names.Length == 2 ? file.Find(names[0])?.MemberList : null;
            var member = members?.Find(m => m.Name == names[1]) ?? throw file.Problem($"there is no member {path}");
            member.Required = required;
        });

    static string Second(ModelFile file, string[] words)
    {
        file.Need(words, 2);
        return words[1];
    }
}
