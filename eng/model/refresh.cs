#!/usr/bin/env dotnet
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
// Writes src/Services/*/Model/*.model from API facts in botocore's JSON layout:
//
//     dotnet run eng/model/refresh.cs -- FACTS_DIR
//     dotnet run eng/model/refresh.cs -- FACTS_DIR sqs Sqs TARGET_FILE
//
// FACTS_DIR holds iam.json, sts.json and so on. The first form refreshes the services below; the second makes the model
// of any one service, with its name in C#, in a file of its own. Everything from the line "overrides" on is handwritten
// and kept. The format is described in docs/wire.md.
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

if (args.Length is not (1 or 4) || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("Usage: dotnet run eng/model/refresh.cs -- FACTS_DIR [SERVICE NAME TARGET_FILE]");
    return 2;
}

(string File, string Namespace)[] services =
    args.Length == 4 ? [(args[1], args[2])] : [("iam", "Iam"), ("sts", "Sts"), ("s3", "S3"), ("organizations", "Organizations")];
foreach (var (file, ns) in services)
{
    var source = Path.Combine(args[0], file + ".json");
    if (!File.Exists(source))
    {
        Console.Error.WriteLine($"{source} is missing; {file}.model is left as it is.");
        continue;
    }
    var target = args.Length == 4 ? args[3] : Path.Combine(ModelFolder(ns), file + ".model");
    using var facts = JsonDocument.Parse(File.ReadAllBytes(source));
    var text = new ModelText(facts.RootElement, ns).Write() + Overrides(target);
    File.WriteAllText(target, text);
    Console.WriteLine($"{file}.model: {facts.RootElement.GetProperty("operations").EnumerateObject().Count()} operations");
}
return 0;

static string ModelFolder(string service, [CallerFilePath] string path = "") =>
    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, $"../../src/Services/Mantle.{service}/Model"));

static string Overrides(string target)
{
    if (!File.Exists(target))
        return "";
    var text = File.ReadAllText(target);
    var start = text.IndexOf("\noverrides\n", StringComparison.Ordinal);
    return start < 0 ? "" : text[start..];
}

sealed class ModelText(JsonElement facts, string ns)
{
    readonly StringBuilder _out = new();
    readonly JsonElement _shapes = facts.GetProperty("shapes");

    public string Write()
    {
        var metadata = facts.GetProperty("metadata");
        var protocol = metadata.GetProperty("protocol").GetString()!;
        Line(
            $"# Facts about the {metadata.GetProperty("serviceFullName").GetString()} API, written by eng/model/refresh.cs. "
                + $"Corrections go under \"overrides\"."
        );
        Line($"service {ns} {metadata.GetProperty("apiVersion").GetString()} {protocol}");
        Line($"title {metadata.GetProperty("serviceFullName").GetString()}");
        Line($"signing {Text(metadata, "signingName") ?? metadata.GetProperty("endpointPrefix").GetString()}");
        if (XmlNamespace(metadata, protocol) is { } xmlns)
            Line($"xmlns {xmlns}");
        if (Text(metadata, "targetPrefix") is { } target)
            Line($"target {target}");
        if (Text(metadata, "jsonVersion") is { } json)
            Line($"json {json}");

        foreach (var operation in facts.GetProperty("operations").EnumerateObject())
            Operation(operation.Value);
        Line("");
        foreach (var shape in _shapes.EnumerateObject())
            if (shape.Value.GetProperty("type").GetString() != "structure")
                Simple(shape.Name, shape.Value);
        foreach (var shape in _shapes.EnumerateObject())
            if (shape.Value.GetProperty("type").GetString() == "structure")
                Structure(shape.Name, shape.Value);
        return _out.ToString();
    }

    // REST-XML services state the namespace on the input of the operations that have a body; S3 has one for all.
    string? XmlNamespace(JsonElement metadata, string protocol)
    {
        if (Text(metadata, "xmlNamespace") is { } own)
            return own;
        if (protocol != "rest-xml")
            return null;
        foreach (var operation in facts.GetProperty("operations").EnumerateObject())
            if (operation.Value.TryGetProperty("input", out var input) && input.TryGetProperty("xmlNamespace", out var xmlns))
                return xmlns.GetProperty("uri").GetString();
        return null;
    }

    void Operation(JsonElement operation)
    {
        var name = operation.GetProperty("name").GetString()!;
        var http = operation.GetProperty("http");
        Line("");
        var line = new StringBuilder($"operation {name}");
        var method = http.GetProperty("method").GetString()!;
        var uri = http.GetProperty("requestUri").GetString()!;
        if (method != "POST" || uri != "/")
            line.Append($" {method} {uri}");
        if (http.TryGetProperty("responseCode", out var code) && code.GetInt32() != 200)
            line.Append($" status={code.GetInt32()}");
        if (Text(operation, "authtype") == "none")
            line.Append(" unsigned");
        if (operation.TryGetProperty("httpChecksum", out var checksum) && Flag(checksum, "requestChecksumRequired"))
            line.Append(" checksum-required");
        if (operation.TryGetProperty("endpoint", out var endpoint) && Text(endpoint, "hostPrefix") is { } prefix)
            line.Append($" host={prefix}");
        if (Flag(operation, "deprecated"))
            line.Append(" deprecated");
        Line(line.ToString());
        if (operation.TryGetProperty("input", out var input))
            Line($"  input {input.GetProperty("shape").GetString()}{(Text(input, "locationName") is { } root ? " as=" + root : "")}");
        if (operation.TryGetProperty("output", out var output))
            Line($"  output {output.GetProperty("shape").GetString()}");
        if (operation.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0)
            Line("  errors " + string.Join(' ', errors.EnumerateArray().Select(e => e.GetProperty("shape").GetString())));
        if (facts.TryGetProperty("pagination", out var pagination) && pagination.TryGetProperty(name, out var pages))
            Line("  pages" + Pages(pages));
    }

    static string Pages(JsonElement pages)
    {
        var text = new StringBuilder();
        foreach (
            var (key, word) in new[]
            {
                ("input_token", "from"),
                ("limit_key", "limit"),
                ("more_results", "more"),
                ("output_token", "next"),
                ("result_key", "items"),
            }
        )
            if (pages.TryGetProperty(key, out var value))
            {
                IEnumerable<JsonElement> members = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
                text.Append($" {word}={string.Join(',', members.Select(member => Compact(member.GetString()!)))}");
            }
        return text.ToString();
    }

    static string Compact(string expression) => expression.Replace(" ", "", StringComparison.Ordinal);

    void Simple(string name, JsonElement shape)
    {
        var type = shape.GetProperty("type").GetString()!;
        var line = new StringBuilder($"{type} {name}");
        switch (type)
        {
            case "list":
                var member = shape.GetProperty("member");
                line.Append($" {member.GetProperty("shape").GetString()}");
                Range(line, shape);
                if (Text(member, "locationName") is { } item)
                    line.Append($" item={item}");
                if (Flag(shape, "flattened"))
                    line.Append(" flattened");
                break;
            case "map":
                var (key, value) = (shape.GetProperty("key"), shape.GetProperty("value"));
                line.Append($" {key.GetProperty("shape").GetString()} {value.GetProperty("shape").GetString()}");
                Range(line, shape);
                if (Text(key, "locationName") is { } keyName)
                    line.Append($" key={keyName}");
                if (Text(value, "locationName") is { } valueName)
                    line.Append($" value={valueName}");
                if (Flag(shape, "flattened"))
                    line.Append(" flattened");
                break;
            default:
                Range(line, shape);
                break;
        }
        if (Flag(shape, "sensitive"))
            line.Append(" sensitive");
        if (Flag(shape, "box"))
            line.Append(" boxed");
        if (Text(shape, "timestampFormat") is { } format)
            line.Append($" format={format}");
        if (shape.TryGetProperty("enum", out var values))
            line.Append(" enum " + string.Join(' ', values.EnumerateArray().Select(EnumValue)));
        if (Text(shape, "pattern") is { } pattern)
            line.Append($" pattern {pattern}");
        Line(line.ToString());
    }

    // A value is one word of the line; the few with blanks carry them as %20.
    static string EnumValue(JsonElement value) =>
        value.GetString()!.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    static void Range(StringBuilder line, JsonElement shape)
    {
        var min = shape.TryGetProperty("min", out var low) ? Bound(low) : "";
        var max = shape.TryGetProperty("max", out var high) ? Bound(high) : "";
        if (min != "" || max != "")
            line.Append($" {min}..{max}");
    }

    // A bound with a fraction does not occur; one that is written with a point is whole.
    static string Bound(JsonElement bound) => bound.GetDecimal().ToString("0", CultureInfo.InvariantCulture);

    void Structure(string name, JsonElement shape)
    {
        Line("");
        var line = new StringBuilder(
            Flag(shape, "exception") || shape.TryGetProperty("error", out _) ? $"error {name}" : $"structure {name}"
        );
        if (shape.TryGetProperty("error", out var error))
        {
            if (Text(error, "code") is { } code && code != name)
                line.Append($" code={code}");
            line.Append($" status={error.GetProperty("httpStatusCode").GetInt32()}");
            if (error.GetProperty("httpStatusCode").GetInt32() < 500)
                line.Append(" sender");
        }
        else if (Flag(shape, "fault"))
            line.Append(" status=500");
        if (Text(shape, "payload") is { } payload)
            line.Append($" payload={payload}");
        if (Text(shape, "locationName") is { } root)
            line.Append($" as={root}");
        if (Flag(shape, "sensitive"))
            line.Append(" sensitive");
        if (Flag(shape, "union"))
            line.Append(" union");
        if (Flag(shape, "eventstream"))
            line.Append(" eventstream");
        Line(line.ToString());

        var required = shape.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet()
            : [];
        foreach (var member in shape.GetProperty("members").EnumerateObject())
            Member(member.Name, member.Value, required.Contains(member.Name));
    }

    void Member(string name, JsonElement member, bool required)
    {
        var line = new StringBuilder($"  {name}{(required ? "!" : "")} {member.GetProperty("shape").GetString()}");
        var wireName = Text(member, "locationName");
        switch (Text(member, "location"))
        {
            case "uri":
                line.Append($" uri={wireName ?? name}");
                break;
            case "querystring":
                line.Append($" query={wireName ?? name}");
                break;
            case "header":
                line.Append($" header={wireName ?? name}");
                break;
            case "headers":
                line.Append($" headers={wireName}");
                break;
            case "statusCode":
                line.Append(" status");
                break;
            case null when wireName is not null:
                line.Append($" as={wireName}");
                break;
            case null:
                break;
            case var other:
                throw new InvalidDataException($"{name}: unknown location {other}");
        }
        foreach (
            var (fact, word) in new[]
            {
                ("streaming", "streaming"),
                ("flattened", "flattened"),
                ("xmlAttribute", "attribute"),
                ("eventpayload", "event-payload"),
                ("hostLabel", "host-label"),
            }
        )
            if (Flag(member, fact))
                line.Append($" {word}");
        if (Text(member, "timestampFormat") is { } format)
            line.Append($" format={format}");
        // The attribute's namespace is stated on the shape that has it.
        if (
            _shapes.TryGetProperty(member.GetProperty("shape").GetString()!, out var shape)
            && shape.TryGetProperty("xmlNamespace", out var xmlns)
            && Text(xmlns, "prefix") is { } prefix
        )
            line.Append($" xmlns:{prefix}={xmlns.GetProperty("uri").GetString()}");
        Line(line.ToString());
    }

    void Line(string text) => _out.Append(text).Append('\n');

    static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
