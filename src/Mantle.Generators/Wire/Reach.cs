using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>The shapes that requests and responses use, in the model's order.</summary>
sealed class Reach
{
    readonly HashSet<string> _inputs = new(StringComparer.Ordinal);
    readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    readonly ServiceModel _service;

    public Reach(ServiceModel service)
    {
        _service = service;
        foreach (var operation in service.Operations)
        {
            if (operation.Input is { } input)
                Visit(input, _inputs);
            if (operation.Output is { } output)
                Visit(output, _outputs);
        }
        // The reasons that errors give.
        foreach (var shape in service.Shapes)
            if (shape.Error is not null)
                foreach (var member in shape.Members)
                    if (member.Shape.EnumValues.Count > 0)
                        Visit(member.Shape, _outputs);
    }

    public IEnumerable<ShapeModel> Inputs => _service.Shapes.Where(shape => _inputs.Contains(shape.Name));

    public IEnumerable<ShapeModel> Outputs => _service.Shapes.Where(shape => _outputs.Contains(shape.Name));

    public IEnumerable<ShapeModel> All => _service.Shapes.Where(shape => _inputs.Contains(shape.Name) || _outputs.Contains(shape.Name));

    static void Visit(ShapeModel shape, HashSet<string> seen)
    {
        if (!seen.Add(shape.Name))
            return;
        if (shape.Element is { } element)
            Visit(element, seen);
        if (shape.Key is { } key)
            Visit(key, seen);
        // Operations read and write streamed members themselves, so the shapes in them are skipped.
        foreach (var member in shape.Members)
            if (!Names.IsStream(member))
                Visit(member.Shape, seen);
    }
}
