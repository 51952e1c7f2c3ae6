namespace Mantle.Wire.Model;

/// <summary>The lines of a model file, and what they have named so far.</summary>
sealed class ModelFile(string text)
{
    readonly string[] lines = text.Replace("\r", "").Split('\n');
    readonly Dictionary<string, ShapeModel> shapes = new(StringComparer.Ordinal);
    readonly List<Action> references = [];
    readonly List<Action> payloads = [];
    ServiceModel? service;
    int at = -1;

    /// <summary>The service, once its line is read.</summary>
    public ServiceModel Service
    {
        get => service ?? throw Problem("the file must begin with its service");
        set => service = value;
    }

    /// <summary>The line at hand.</summary>
    public string Line => lines[at];

    /// <summary>Goes to the next line that says something; false, behind the end, where there is none.</summary>
    public bool Next()
    {
        for (at++; at < lines.Length; at++)
            if (lines[at].Length > 0 && lines[at][0] != '#')
                return true;
        return false;
    }

    /// <summary>The words of the line at hand.</summary>
    public string[] Words() => Line.Split([' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What follows a word of the line at hand, blanks included.</summary>
    public string After(string word) => Line.Substring(Line.IndexOf(word, StringComparison.Ordinal) + word.Length + 1);

    /// <summary>Adds a shape. One that is defined again, under "overrides", takes the place of the first.</summary>
    public void Define(ShapeModel shape)
    {
        shapes[shape.Name] = shape;
        Replace(Service.ShapeList, shape, s => s.Name == shape.Name);
    }

    /// <summary>The shape of that name.</summary>
    public ShapeModel Shape(string name) => shapes.TryGetValue(name, out var shape) ? shape : throw Problem($"there is no shape {name}");

    /// <summary>The shape of that name, or null.</summary>
    public ShapeModel? Find(string name) => shapes.TryGetValue(name, out var shape) ? shape : null;

    /// <summary>Does something with a shape that may come later in the file.</summary>
    public void Refer(string name, Action<ShapeModel> set) => Later(() => set(Shape(name)));

    /// <summary>Does something when every shape is known; a problem is one of the line at hand now.</summary>
    public void Later(Action action) => references.Add(Here(action));

    /// <summary>Does something when every member is known too.</summary>
    public void Last(Action action) => payloads.Add(Here(action));

    /// <summary>Does what had to wait.</summary>
    public void Resolve()
    {
        foreach (var resolve in references)
            resolve();
        foreach (var resolve in payloads)
            resolve();
    }

    /// <summary>Makes sure that the line has as many words.</summary>
    public void Need(string[] words, int count)
    {
        if (words.Length < count)
            throw Problem("the line is too short");
    }

    /// <summary>What is wrong with the line at hand.</summary>
    public FormatException Problem(string what) => new($"line {Math.Min(at, lines.Length - 1) + 1}: {what}");

    /// <summary>A word such as <c>status=404</c> in its two parts.</summary>
    public static (string Word, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=');
        return equals < 0 ? (word, null) : (word.Substring(0, equals), word.Substring(equals + 1));
    }

    /// <summary>Puts an item in the place of its like, or at the end.</summary>
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
