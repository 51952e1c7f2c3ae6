using System.Globalization;

namespace Mantle.Wire.Model;

/// <summary>Reads a model file; docs/wire.md describes its lines.</summary>
sealed class ModelReader
{
    readonly string[] _lines;
    readonly Dictionary<string, ShapeModel> _shapes = new(StringComparer.Ordinal);
    readonly List<Action> _references = [];
    readonly List<Action> _payloads = [];
    ServiceModel? _service;
    int _line;

    public ModelReader(string text) => _lines = text.Replace("\r", "").Split('\n');

    public ServiceModel Read()
    {
        OperationModel? operation = null;
        ShapeModel? structure = null;
        for (_line = 0; _line < _lines.Length; _line++)
        {
            var line = _lines[_line];
            if (line.Length == 0 || line[0] == '#')
                continue;
            var words = Words(line);
            if (line[0] != ' ')
            {
                operation = null;
                structure = null;
                switch (words[0])
                {
                    case "operation":
                        operation = Operation(words);
                        break;
                    case "structure" or "error":
                        structure = Structure(words);
                        break;
                    default:
                        Statement(words, line);
                        break;
                }
            }
            else if (operation is not null)
                Detail(operation, words);
            else if (structure?.Error is { } error && words[0] == "text")
                error.Text = line.Substring(line.IndexOf("text ", StringComparison.Ordinal) + "text ".Length);
            else if (structure is not null)
                Member(structure, words);
            else
                throw Problem("an indented line belongs to an operation or a structure");
        }
        foreach (var resolve in _references)
            resolve();
        foreach (var resolve in _payloads)
            resolve();
        return Service;
    }

    ServiceModel Service => _service ?? throw Problem("the file must begin with its service");

    void Statement(string[] words, string line)
    {
        switch (words[0])
        {
            case "service":
                Need(words, 4);
                _service = new ServiceModel(words[1], words[2], words[3] switch
                {
                    "query" => Protocol.Query,
                    "rest-xml" => Protocol.RestXml,
                    "json" => Protocol.Json,
                    var other => throw Problem($"unknown protocol {other}"),
                });
                break;
            case "title":
                Service.Title = line.Substring("title ".Length);
                break;
            case "signing":
                Need(words, 2);
                Service.SigningName = words[1];
                break;
            case "xmlns":
                Need(words, 2);
                Service.XmlNamespace = words[1];
                break;
            case "target":
                Need(words, 2);
                Service.TargetPrefix = words[1];
                break;
            case "json":
                Need(words, 2);
                Service.JsonVersion = words[1];
                break;
            case "overrides":
                break;
            case "violation-values":
                Service.ViolationValues = true;
                break;
            case "violation-reasons":
                Service.ViolationReasons = true;
                break;
            case "violation-order":
                Need(words, 3);
                Service.PatternFirst = words[1] == "pattern";
                break;
            case "violation-text":
                Need(words, 3);
                var text = line.Substring(line.IndexOf(words[1], StringComparison.Ordinal) + words[1].Length + 1);
                foreach (var name in words[1].Split(','))
                    Refer(name, shape => shape.PatternText = text);
                break;
            case "nullable-elements":
                Need(words, 2);
                Refer(words[1], shape => shape.NullableElements = true);
                break;
            case "root":
                Need(words, 3);
                Refer(words[1], shape => shape.XmlName = words[2]);
                break;
            case "unwrapped":
                Need(words, 2);
                Refer(words[1], shape => shape.Unwrapped = true);
                break;
            case "without-namespace":
                Need(words, 2);
                Refer(words[1], shape => shape.WithoutNamespace = true);
                break;
            case "unrouted":
                Need(words, 2);
                (Service.Operation(words[1]) ?? throw Problem($"there is no operation {words[1]}")).Unrouted = true;
                break;
            case "required" or "optional":
                Need(words, 2);
                Requirement(words[1], words[0] == "required");
                break;
            default:
                Simple(words, line);
                break;
        }
    }

    // "required CreateUserRequest.UserName": a correction of what the facts say.
    void Requirement(string path, bool required)
    {
        var at = _line;
        _references.Add(() =>
        {
            var dot = path.IndexOf('.');
            if (dot > 0 && _shapes.TryGetValue(path.Substring(0, dot), out var structure))
                foreach (var member in structure.MemberList)
                    if (member.Name == path.Substring(dot + 1))
                    {
                        member.Required = required;
                        return;
                    }
            _line = at;
            throw Problem($"there is no member {path}");
        });
    }

    OperationModel Operation(string[] words)
    {
        Need(words, 2);
        var operation = new OperationModel(words[1]);
        for (var i = 2; i < words.Length; i++)
            switch (Split(words[i]))
            {
                case ("unsigned", null): operation.Anonymous = true; break;
                case ("deprecated", null): operation.Deprecated = true; break;
                case ("checksum-required", null): operation.ChecksumRequired = true; break;
                case ("status", { } status): operation.Status = int.Parse(status, CultureInfo.InvariantCulture); break;
                case ("host", { } host): operation.HostPrefix = host; break;
                case ("GET" or "PUT" or "POST" or "DELETE" or "HEAD" or "PATCH", null) when i == 2 && words.Length > 3:
                    operation.Method = words[i];
                    operation.Uri = words[++i];
                    break;
                default: throw Problem($"unknown word {words[i]}");
            }
        Replace(Service.OperationList, operation, o => o.Name == operation.Name);
        return operation;
    }

    void Detail(OperationModel operation, string[] words)
    {
        Need(words, 2);
        switch (words[0])
        {
            case "input":
                Refer(words[1], shape => operation.Input = shape);
                if (words.Length > 2 && Split(words[2]) is ("as", { } root))
                    operation.InputRoot = root;
                break;
            case "output":
                Refer(words[1], shape => operation.Output = shape);
                break;
            case "errors":
                var errors = new ShapeModel[words.Length - 1];
                for (var i = 1; i < words.Length; i++)
                {
                    var index = i - 1;
                    Refer(words[i], shape => errors[index] = shape);
                }
                operation.Errors = errors;
                break;
            case "pages":
                var pages = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var i = 1; i < words.Length; i++)
                    if (Split(words[i]) is ({ } word, { } value))
                        pages.Add(word, value);
                operation.Pages = new PaginationModel(pages);
                break;
            default:
                throw Problem($"unknown word {words[0]}");
        }
    }

    void Simple(string[] words, string line)
    {
        Need(words, 2);
        var kind = words[0] switch
        {
            "string" => ShapeKind.String,
            "integer" => ShapeKind.Integer,
            "long" => ShapeKind.Long,
            "boolean" => ShapeKind.Boolean,
            "timestamp" => ShapeKind.Timestamp,
            "blob" => ShapeKind.Blob,
            "list" => ShapeKind.List,
            "map" => ShapeKind.Map,
            var other => throw Problem($"unknown word {other}"),
        };
        var shape = new ShapeModel(words[1], kind);
        var next = 2;
        if (kind == ShapeKind.Map)
        {
            Need(words, 4);
            Refer(words[next++], key => shape.Key = key);
        }
        if (kind is ShapeKind.List or ShapeKind.Map)
        {
            Need(words, 3);
            Refer(words[next++], element => shape.Element = element);
        }
        for (; next < words.Length; next++)
        {
            var (word, value) = Split(words[next]);
            if (word == "pattern")
            {
                // The pattern is the rest of the line, blanks included.
                shape.Pattern = line.Substring(line.IndexOf(" pattern ", StringComparison.Ordinal) + " pattern ".Length);
                break;
            }
            if (word == "enum")
            {
                var values = new string[words.Length - next - 1];
                for (var i = 0; i < values.Length; i++)
                    values[i] = words[next + 1 + i].Replace("%20", " ").Replace("%25", "%");
                shape.EnumValues = values;
                break;
            }
            switch (word)
            {
                case "sensitive": shape.Sensitive = true; break;
                case "boxed": shape.Boxed = true; break;
                case "flattened": shape.Flattened = true; break;
                case "item" when value is not null: shape.ItemName = value; break;
                case "format" when value is not null: shape.TimestampFormat = value; break;
                default: Range(shape, word); break;
            }
        }
        Define(shape);
    }

    void Range(ShapeModel shape, string word)
    {
        var bounds = word.Split([".."], StringSplitOptions.None);
        if (bounds.Length != 2)
            throw Problem($"unknown word {word}");
        if (bounds[0].Length > 0)
            shape.Min = long.Parse(bounds[0], CultureInfo.InvariantCulture);
        if (bounds[1].Length > 0)
            shape.Max = long.Parse(bounds[1], CultureInfo.InvariantCulture);
    }

    ShapeModel Structure(string[] words)
    {
        Need(words, 2);
        var shape = new ShapeModel(words[1], ShapeKind.Structure);
        var code = words[1];
        var status = 400;
        var sender = words.Length == 2;
        for (var i = 2; i < words.Length; i++)
            switch (Split(words[i]))
            {
                case ("code", { } value): code = value; break;
                case ("status", { } value): status = int.Parse(value, CultureInfo.InvariantCulture); break;
                case ("sender", null): sender = true; break;
                case ("union", null): shape.Union = true; break;
                case ("eventstream", null): shape.EventStream = true; break;
                case ("as", { } value): shape.XmlName = value; break;
                case ("payload", { } value):
                    var at = _line;
                    _payloads.Add(() =>
                    {
                        _line = at;
                        shape.Payload = shape.MemberList.Find(m => m.Name == value) ?? throw Problem($"there is no member {value}");
                    });
                    break;
                default: throw Problem($"unknown word {words[i]}");
            }
        if (words[0] == "error")
            shape.Error = new ErrorModel(code, status, sender);
        Define(shape);
        return shape;
    }

    void Member(ShapeModel structure, string[] words)
    {
        Need(words, 2);
        var required = words[0][words[0].Length - 1] == '!';
        var name = required ? words[0].Substring(0, words[0].Length - 1) : words[0];
        // The shape may come later in the file, so members are made when all names are known, still in order.
        var at = _line;
        _references.Add(() =>
        {
            _line = at;
            var member = new MemberModel(name, Shape(words[1]), required);
            for (var i = 2; i < words.Length; i++)
                Trait(member, words[i]);
            structure.MemberList.Add(member);
        });
    }

    void Trait(MemberModel member, string text)
    {
        var (word, value) = Split(text);
        switch (word)
        {
            case "streaming": member.Streaming = true; return;
            case "flattened": member.Flattened = true; return;
            case "attribute": member.Attribute = true; return;
            case "status": member.Location = MemberLocation.Status; return;
            case "event-payload" or "host-label": return;
            case "as" when value is not null: break;
            case "uri" when value is not null: member.Location = MemberLocation.Uri; break;
            case "query" when value is not null: member.Location = MemberLocation.Query; break;
            case "header" when value is not null: member.Location = MemberLocation.Header; break;
            case "headers" when value is not null: member.Location = MemberLocation.Headers; break;
            case var xmlns when value is not null && xmlns.StartsWith("xmlns:", StringComparison.Ordinal):
                member.XmlPrefix = xmlns.Substring("xmlns:".Length);
                member.XmlNamespace = value;
                return;
            default: throw Problem($"unknown word {text}");
        }
        member.WireName = value;
    }

    // A shape defined again, under "overrides", takes the place of the first.
    void Define(ShapeModel shape)
    {
        _shapes[shape.Name] = shape;
        Replace(Service.ShapeList, shape, s => s.Name == shape.Name);
    }

    static void Replace<T>(List<T> list, T item, Predicate<T> same)
    {
        var index = list.FindIndex(same);
        if (index < 0)
            list.Add(item);
        else
            list[index] = item;
    }

    void Refer(string name, Action<ShapeModel> set)
    {
        var at = _line;
        _references.Add(() =>
        {
            _line = at;
            set(Shape(name));
        });
    }

    ShapeModel Shape(string name) =>
        _shapes.TryGetValue(name, out var shape) ? shape : throw Problem($"there is no shape {name}");

    void Need(string[] words, int count)
    {
        if (words.Length < count)
            throw Problem("the line is too short");
    }

    static string[] Words(string line) => line.Split([' '], StringSplitOptions.RemoveEmptyEntries);

    static (string Word, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=');
        return equals < 0 ? (word, null) : (word.Substring(0, equals), word.Substring(equals + 1));
    }

    FormatException Problem(string what) => new($"line {_line + 1}: {what}");
}
