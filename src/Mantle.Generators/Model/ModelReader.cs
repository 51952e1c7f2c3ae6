namespace Mantle.Wire.Model;

/// <summary>Reads a model file; docs/wire.md describes its lines.</summary>
static class ModelReader
{
    public static ServiceModel Read(string text)
    {
        var file = new ModelFile(text);
        OperationModel? operation = null;
        ShapeModel? structure = null;
        while (file.Next())
        {
            var words = file.Words();
            if (file.Line[0] != ' ')
            {
                operation = words[0] == "operation" ? OperationReader.Operation(file, words) : null;
                structure = words[0] is "structure" or "error" ? StructureReader.Structure(file, words) : null;
                if (operation is null && structure is null && !StatementReader.TryRead(file, words))
                    ShapeReader.Read(file, words);
            }
            else if (operation is not null)
                OperationReader.Detail(file, operation, words);
            else if (structure?.Error is { } error && words[0] == "text")
                error.Text = file.After("text");
            else if (structure is not null)
                StructureReader.Member(file, structure, words);
            else
                throw file.Problem("an indented line belongs to an operation or a structure");
        }
        file.Resolve();
        return file.Service;
    }
}
