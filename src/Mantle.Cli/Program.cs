Console.WriteLine("mantle");
