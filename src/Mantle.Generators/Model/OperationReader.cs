using System.Globalization;

namespace Mantle.Wire.Model;

/// <summary>Reads an operation and the lines below it.</summary>
static class OperationReader
{
    public static OperationModel Operation(ModelFile file, string[] words)
    {
        file.Need(words, 2);
        var operation = new OperationModel(words[1]);
        for (var i = 2; i < words.Length; i++)
            switch (ModelFile.Split(words[i]))
            {
                case ("unsigned", null):
                    operation.Anonymous = true;
                    break;
                case ("deprecated", null):
                    operation.Deprecated = true;
                    break;
                case ("checksum-required", null):
                    operation.ChecksumRequired = true;
                    break;
                case ("status", { } status):
                    operation.Status = int.Parse(status, CultureInfo.InvariantCulture);
                    break;
                case ("host", { } host):
                    operation.HostPrefix = host;
                    break;
                case ("GET" or "PUT" or "POST" or "DELETE" or "HEAD" or "PATCH", null) when i == 2 && words.Length > 3:
                    operation.Method = words[i];
                    operation.Uri = words[++i];
                    break;
                default:
                    throw file.Problem($"unknown word {words[i]}");
            }
        ModelFile.Replace(file.Service.OperationList, operation, o => o.Name == operation.Name);
        return operation;
    }

    public static void Detail(ModelFile file, OperationModel operation, string[] words)
    {
        file.Need(words, 2);
        switch (words[0])
        {
            case "input":
                file.Refer(words[1], shape => operation.Input = shape);
                if (words.Length > 2 && ModelFile.Split(words[2]) is ("as", { } root))
                    operation.InputRoot = root;
                break;
            case "output":
                file.Refer(words[1], shape => operation.Output = shape);
                break;
            case "errors":
                var errors = new ShapeModel[words.Length - 1];
                for (var i = 1; i < words.Length; i++)
                {
                    var index = i - 1;
                    file.Refer(words[i], shape => errors[index] = shape);
                }
                operation.Errors = errors;
                break;
            case "pages":
                var pages = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var i = 1; i < words.Length; i++)
                    if (ModelFile.Split(words[i]) is ({ } word, { } value))
                        pages.Add(word, value);
                operation.Pages = new PaginationModel(pages);
                break;
            default:
                throw file.Problem($"unknown word {words[0]}");
        }
    }
}
