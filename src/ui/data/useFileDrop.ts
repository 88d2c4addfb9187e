import { useEffect, useState } from 'react';
import { trainingFileEnd } from '../../app/sharing/address.ts';
import type { Controller } from '../../app/controller.ts';
import { droppedFiles } from './droppedFiles.ts';

/** Lets files and folders be dropped anywhere on the page; true while some are held over it. */
export function useFileDrop(controller: Controller): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const bringsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer || !bringsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void droppedFiles(event.dataTransfer).then((files) => {
        const [first] = files;
        return files.length === 1 && first?.path.endsWith(trainingFileEnd) ? controller.sharing.openFile(first.file) : controller.addExamples(files);
      });
    };
    addEventListener('dragover', onDragOver, { signal });
    addEventListener('dragleave', onDragLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [controller]);
  return over;
}
