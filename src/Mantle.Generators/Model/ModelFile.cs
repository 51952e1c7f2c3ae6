namespace Mantle.Wire.Model;

/// <summary>The lines of a model file, and the shapes read so far.</summary>
sealed class ModelFile(string text)
{
    readonly string[] lines = text.Replace("\r", "").Split('\n');
    readonly Dictionary<string, ShapeModel> shapes = new(StringComparer.Ordinal);
    readonly List<Action> references = [];
    readonly List<Action> payloads = [];
    ServiceModel? service;
    int at = -1;

    /// <summary>The service; null before its line was read.</summary>
    public ServiceModel Service
    {
        get => service ?? throw Problem("the file must begin with its service");
        set => service = value;
    }

    /// <summary>The current line.</summary>
    public string Line => lines[at];

    /// <summary>Goes to the next line that is not empty or a comment; false at the end.</summary>
    public bool Next()
    {
        for (at++; at < lines.Length; at++)
            if (lines[at].Length > 0 && lines[at][0] != '#')
                return true;
        return false;
    }

    /// <summary>The words of the current line.</summary>
    public string[] Words() => Line.Split([' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The rest of the current line after a word, with its spaces.</summary>
    public string After(string word) => Line.Substring(Line.IndexOf(word, StringComparison.Ordinal) + word.Length + 1);

    /// <summary>Adds a shape. A second definition, under "overrides", replaces the first.</summary>
    public void Define(ShapeModel shape)
    {
        shapes[shape.Name] = shape;
        Replace(Service.ShapeList, shape, s => s.Name == shape.Name);
    }

    /// <summary>The shape with a name.</summary>
    public ShapeModel Shape(string name) => shapes.TryGetValue(name, out var shape) ? shape : throw Problem($"there is no shape {name}");

    /// <summary>The shape with a name; null if there is none.</summary>
    public ShapeModel? Find(string name) => shapes.TryGetValue(name, out var shape) ? shape : null;

    /// <summary>Calls an action with a shape, which may come later in the file.</summary>
    public void Refer(string name, Action<ShapeModel> set) => Later(() => set(Shape(name)));

    /// <summary>Calls an action when all shapes are known. Its errors are reported for the current line.</summary>
    public void Later(Action action) => references.Add(Here(action));

    /// <summary>Calls an action when all members are known too.</summary>
    public void Last(Action action) => payloads.Add(Here(action));

    /// <summary>Calls the postponed actions.</summary>
    public void Resolve()
    {
        foreach (var resolve in references)
            resolve();
        foreach (var resolve in payloads)
            resolve();
    }

    /// <summary>Throws unless the line has this many words.</summary>
    public void Need(string[] words, int count)
    {
        if (words.Length < count)
            throw Problem("the line is too short");
    }

    /// <summary>An error in the current line.</summary>
    public FormatException Problem(string what) => new($"line {Math.Min(at, lines.Length - 1) + 1}: {what}");

    /// <summary>Splits a word such as <c>status=404</c> into its two parts.</summary>
    public static (string Word, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=');
        return equals < 0 ? (word, null) : (word.Substring(0, equals), word.Substring(equals + 1));
    }

    /// <summary>Replaces an equal item, or adds the item at the end.</summary>
    public static void Replace<T>(List<T> list, T item, Predicate<T> same)
    {
        var index = list.FindIndex(same);
        if (index < 0)
            list.Add(item);
        else
            list[index] = item;
    }

    Action Here(Action action)
    {
        var line = at;
        return () =>
        {
            at = line;
            action();
        };
    }
}
