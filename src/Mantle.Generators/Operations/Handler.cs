namespace Mantle.Generators;

/// <summary>What the generator keeps of a class marked <c>[Operation]</c>; equal to itself while the code means the same.</summary>
sealed record Handler(
    string Service,
    string Operation,
    string Class,
    string Request,
    string? Response,
    bool IssuesCredentials,
    Method? Requires,
    Method? Prepare,
    Method? Execute,
    Method? Writes,
    Problem? Problem,
    Place Place);

/// <summary>One of a handler's methods: the type of its call or change, what it hands back, and whether it is asynchronous.</summary>
sealed record Method(string Context, string? Result, bool Asynchronous, string? Prepared = null);

/// <summary>A diagnostic to report, with its arguments.</summary>
sealed record Problem(string Id, string First, string Second = "");

/// <summary>Where in the code.</summary>
sealed record Place(string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static Place Of(Microsoft.CodeAnalysis.Location location)
    {
        var span = location.GetLineSpan();
        return new(span.Path, location.SourceSpan.Start, location.SourceSpan.Length,
            span.StartLinePosition.Line, span.StartLinePosition.Character, span.EndLinePosition.Line, span.EndLinePosition.Character);
    }

    public Microsoft.CodeAnalysis.Location ToLocation() => Microsoft.CodeAnalysis.Location.Create(
        File, new(Start, Length), new(new(StartLine, StartColumn), new(EndLine, EndColumn)));
}
